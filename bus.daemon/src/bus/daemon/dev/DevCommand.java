// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import bus.daemon.DaemonException;
import bus.daemon.StateLock;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.daemon.cli.StopRequest;
import bus.daemon.dev.DevOptions.ConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotbus dev}. */
@Command(
    name = "dev",
    description =
        "Compiles modules, runs them, and moves what runs to new code whenever a file changes.")
public final class DevCommand implements HotbusCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "MODULE",
      description =
          "A directory with bnd.bnd, pom.xml or just sources; each becomes a plugin. Libraries of"
              + " scope provided that are replaced by a directory are built and loaded, too.")
  private List<Path> modules = List.of();

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description =
          "Run the controllers of this file, and follow its changes. May be given several times;"
              + " without it all controllers of the plugins run with their default settings.")
  private List<Path> configs = new ArrayList<>();

  @Option(
      names = "--replace",
      paramLabel = "GROUP:ARTIFACT[:VERSION]=PATH",
      description = "Take a module or jar instead of this artifact, wherever it is needed.")
  private Map<String, Path> replacements = new LinkedHashMap<>();

  @Option(
      names = "--bnd-workspace",
      paramLabel = "DIR",
      description =
          "Compile nothing, but load what Bndtools builds in the projects of this bnd workspace:"
              + " those named as MODULE, else all that have Hotbus-Plugin-Id.")
  private @Nullable Path workspace;

  @Option(
      names = "--state",
      paramLabel = "DIR",
      description = "Work in this folder, and keep it; a temporary one if not given.")
  private @Nullable Path state;

  @Option(
      names = "--debug",
      arity = "0..1",
      paramLabel = "PORT",
      fallbackValue = "5005",
      description = "Open a port for a debugger on loopback; ${FALLBACK-VALUE} if none is given.")
  private @Nullable Integer debug;

  @Override
  public int run(CommandContext context) throws IOException, InterruptedException {
    context.startLog(Level.INFO, List.of("bus.runtime", "hot.deployer", "hot.codegen"));
    if (modules.isEmpty() && workspace == null) {
      throw new ParameterException(
          spec.commandLine(), "no module named; name at least one, or --bnd-workspace");
    }
    if (debug != null) {
      DebugPort.require();
    }
    modules.stream().map(module -> resolve(context, module)).forEach(DevCommand::check);
    StopRequest stop = context.stop().get();
    Path folder =
        state == null
            ? Files.createTempDirectory("hotbus-dev-").toRealPath()
            : context.resolve(state);
    try (StateLock lock = StateLock.take(folder);
        DevSession session = new DevSession(context, options(context, lock.state()))) {
      session.run(stop);
    } finally {
      if (state == null) {
        delete(folder);
      }
    }
    return OK;
  }

  private Path resolve(CommandContext context, Path module) {
    return workspace == null
        ? context.resolve(module)
        : context.resolve(workspace).resolve(module).normalize();
  }

  private static void check(Path module) {
    if (!Files.isDirectory(module)) {
      throw new DaemonException("the module %s is not a directory".formatted(module));
    }
  }

  private DevOptions options(CommandContext context, Path folder) {
    Map<String, Path> resolved = new LinkedHashMap<>();
    replacements.forEach((artifact, path) -> resolved.put(artifact, context.resolve(path)));
    return new DevOptions(
        modules.stream().map(module -> resolve(context, module)).toList(),
        configs.stream().map(file -> new ConfigSource(file, context.resolve(file))).toList(),
        resolved,
        folder,
        Optional.ofNullable(workspace).map(context::resolve));
  }

  private static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
