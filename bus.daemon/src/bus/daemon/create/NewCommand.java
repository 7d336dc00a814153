// SPDX-License-Identifier: Apache-2.0
package bus.daemon.create;

import bus.daemon.DaemonException;
import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hotbus new}. */
@Command(
    name = "new",
    description =
        "Makes a plugin module with a controller, a directive, settings, a test and a README.")
public final class NewCommand implements HotbusCommand {
  /** What Hotbus shares with plugins, and the words for its versions in templates. */
  private static final Map<String, String> API =
      Map.of(
          "bus.api", "version",
          "org.osgi.util.promise", "promiseVersion",
          "org.osgi.util.function", "functionVersion",
          "slf4j.api", "slf4jVersion");

  /** How a module is built. */
  enum Flavour {
    /** With {@code bnd.bnd}. */
    BND,
    /** With {@code pom.xml}. */
    MAVEN
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIR", description = "The directory to make; it may exist if empty.")
  private Path directory = Path.of("");

  @Option(
      names = "--flavour",
      paramLabel = "bnd|maven",
      description = "With bnd.bnd or with pom.xml; bnd if not given.")
  private Flavour flavour = Flavour.BND;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "The plugin id; the name of the directory if not given.")
  private @Nullable String id;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The package of its classes; made of the plugin id if not given.")
  private @Nullable String packageName;

  @Override
  public int run(CommandContext context) throws IOException {
    Path folder = context.resolve(directory);
    Distribution distribution = context.distribution().get();
    Names names = names(folder, PluginHost.of(distribution));
    refuseContent(folder);
    List<Path> written = new ArrayList<>(write(folder, names, distribution));
    if (flavour == Flavour.MAVEN) {
      written.addAll(copyApi(distribution, folder.resolve("lib")));
    }
    tell(context, names, folder, written);
    return OK;
  }

  private Names names(Path folder, HostPlatform host) {
    Names names;
    try {
      names = Names.of(nameOf(folder), id, packageName);
    } catch (Names.WrongName wrong) {
      throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
    }
    if (host.exports(names.packageName()) || host.inJdk(names.packageName())) {
      throw new ParameterException(
          spec.commandLine(),
          "--package: %s is a package of Java or of Hotbus; name one of your own"
              .formatted(names.packageName()));
    }
    if (flavour == Flavour.MAVEN && names.id().contains("/")) {
      throw new ParameterException(
          spec.commandLine(),
          "--id: an artifact id of Maven has no /, got \"%s\"".formatted(names.id()));
    }
    return names;
  }

  private static String nameOf(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "" : name.toString();
  }

  private void refuseContent(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new DaemonException(
          "%s is there and is no directory; name another".formatted(directory));
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        throw new DaemonException("%s is not empty; name a new directory".formatted(directory));
      }
    }
  }

  private List<Path> write(Path folder, Names names, Distribution distribution) throws IOException {
    Map<String, String> words = new HashMap<>();
    words.put("id", names.id());
    words.put("package", names.packageName());
    words.put("path", names.path());
    words.put("directory", nameOf(folder));
    API.forEach((jar, word) -> words.put(word, distribution.version(jar)));
    String list = flavour == Flavour.MAVEN ? "maven.txt" : "bnd.txt";
    return new Template(words).write(list, folder);
  }

  /** Copies what the module is compiled and tested against where nobody but Maven does it. */
  private static List<Path> copyApi(Distribution distribution, Path lib) throws IOException {
    Files.createDirectories(lib);
    List<Path> copied = new ArrayList<>();
    for (String name : API.keySet().stream().sorted().toList()) {
      copied.add(Files.copy(distribution.bootJar(name), lib.resolve(name + ".jar")));
    }
    return copied;
  }

  private void tell(CommandContext context, Names names, Path folder, List<Path> written) {
    context.out().println(directory);
    written.forEach(file -> context.out().println("  " + folder.relativize(file)));
    context
        .out()
        .printf(
            "plugin %s with the controller %s/greeter; run it: hotbus dev %s -c %s%n",
            names.id(), names.id(), directory, directory.resolve("config.yaml"));
  }
}
