// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.daemon.cli.CommandContext;
import hot.codegen.CompileRequest;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The options and parameters that say what a plugin is made of. */
final class PluginOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..*",
      paramLabel = "MODULE",
      description =
          "A directory with bnd.bnd, pom.xml or just sources; the plugin has the factories of all.")
  private List<Path> modules = List.of();

  @Option(
      names = "--plugin-id",
      paramLabel = "ID",
      description = "The plugin id, instead of what the first module says.")
  private @Nullable String pluginId;

  @Option(
      names = "--plugin-version",
      paramLabel = "VERSION",
      description = "The plugin version, instead of what the first module says.")
  private @Nullable String pluginVersion;

  @Option(
      names = "--replace",
      paramLabel = "GROUP:ARTIFACT[:VERSION]=PATH",
      description = "Take a module or jar instead of this artifact, wherever it is needed.")
  private Map<String, Path> replacements = new LinkedHashMap<>();

  @Option(
      names = "--release",
      paramLabel = "N",
      description =
          "The Java release to compile for; else the highest a module asks for, at least 17.")
  private @Nullable Integer release;

  @Option(
      names = "--factory",
      paramLabel = "CLASS",
      description =
          "Register this factory, or that of this controller, and only those named; instead of"
              + " -factories in bnd.bnd. May be given several times.")
  private List<String> factories = List.of();

  Path firstModule() {
    return modules.get(0);
  }

  CompileRequest request(CommandContext context, Path output) {
    List<Path> folders = modules.stream().map(context::resolve).toList();
    CompileRequest request =
        CompileRequest.of(folders, output, PluginHost.of(context.distribution().get()));
    if (pluginId != null) {
      request = request.withPluginId(pluginId);
    }
    if (pluginVersion != null) {
      request = request.withVersion(pluginVersion);
    }
    request = request.withFactories(factories);
    if (release != null) {
      if (release < 17) {
        throw new ParameterException(
            spec.commandLine(), "--release: expected 17 or more, got " + release);
      }
      request = request.withRelease(release);
    }
    for (Map.Entry<String, Path> replacement : replacements.entrySet()) {
      request =
          request.withReplacement(replacement.getKey(), context.resolve(replacement.getValue()));
    }
    return request;
  }
}
