// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The user's Maven: used once per change of a pom, to bring jars into the local repository. */
final class Maven {

  private static final String REPOSITORY = "-Dmaven.repo.local=";
  private static final Pattern VERSION = Pattern.compile("Apache Maven (\\d+)\\.(\\d+)[.\\w-]*");

  /** By its full name Maven finds it without asking the network; the poms say the version. */
  private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:";

  private static final List<String> UNREACHABLE =
      List.of(
          "unknown host",
          "unknownhost",
          "name resolution",
          "connection refused",
          "unreachable",
          "no route",
          "timed out");
  private static final String ADVICE = "install Maven 3.8 or newer, or set MVN to it";

  private final Path log;
  private final List<String> options;

  Maven(Path cache, List<String> options) {
    this.log = cache.resolve("maven.log");
    this.options = List.copyOf(options);
  }

  /** Returns the local repository that the user named, or an empty text. */
  String repositoryOption() {
    return Stream.concat(
            options.stream(),
            Stream.of("MAVEN_ARGS", "MAVEN_OPTS").flatMap(name -> words(System.getenv(name))))
        .filter(word -> word.startsWith(REPOSITORY))
        .map(word -> word.substring(REPOSITORY.length()))
        .findFirst()
        .orElse("");
  }

  /** Resolves all dependencies of the pom and writes the jars' paths to the file. */
  void resolve(Path pom, Path file, String... goals) throws IOException, InterruptedException {
    String mvn = find();
    System.err.println("bndw: fetching what " + pom.getParent().getFileName() + "/pom.xml lists");
    List<String> command = new ArrayList<>(List.of(mvn, "-B", "-e", "-f", pom.toString()));
    // Maven 3.8 does not know MAVEN_ARGS yet.
    words(System.getenv("MAVEN_ARGS")).forEach(command::add);
    command.addAll(options);
    command.add("-Dmdep.outputFile=" + file);
    for (String goal : goals) {
      command.add(PLUGIN + goal);
    }
    int code = run(command);
    if (code != 0 || !Files.exists(file)) {
      throw new BootException(
          "Maven could not fetch the dependencies: " + reason() + "; see " + log);
    }
  }

  private int run(List<String> command) throws IOException, InterruptedException {
    return process(command).redirectOutput(log.toFile()).start().waitFor();
  }

  private static ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectInput(new File(isWindows() ? "NUL" : "/dev/null"));
    builder.environment().remove("MAVEN_ARGS");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  private String reason() throws IOException {
    List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
    String all = String.join("\n", lines).toLowerCase(Locale.ROOT);
    if (UNREACHABLE.stream().anyMatch(all::contains)) {
      return "the network or the repository cannot be reached";
    }
    Optional<String> error = lines.stream().filter(line -> line.startsWith("[ERROR]")).findFirst();
    return error.map(line -> line.substring("[ERROR]".length()).strip()).orElse("it failed");
  }

  private String find() throws IOException, InterruptedException {
    String mvn = System.getenv("MVN");
    if (mvn == null || mvn.isBlank()) {
      mvn = onPath(isWindows() ? "mvn.cmd" : "mvn");
    }
    Path out = log.resolveSibling("maven.version");
    String text;
    try {
      process(List.of(mvn, "--version")).redirectOutput(out.toFile()).start().waitFor();
      text = Files.readString(out);
    } catch (IOException e) {
      throw new BootException("cannot run Maven as " + mvn + "; " + ADVICE);
    } finally {
      Files.deleteIfExists(out);
    }
    Matcher version = VERSION.matcher(text);
    if (!version.find()) {
      throw new BootException(mvn + " does not tell its version; " + ADVICE);
    }
    int number = Integer.parseInt(version.group(1)) * 100 + Integer.parseInt(version.group(2));
    if (number < 308) {
      throw new BootException("found " + version.group() + " (" + mvn + "); " + ADVICE);
    }
    return mvn;
  }

  private static String onPath(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> new File(folder, name))
        .filter(File::canExecute)
        .map(File::getPath)
        .findFirst()
        .orElseThrow(() -> new BootException("no mvn found on PATH; " + ADVICE));
  }

  private static Stream<String> words(String text) {
    return text == null || text.isBlank()
        ? Stream.empty()
        : Arrays.stream(text.strip().split("\\s+"));
  }

  private static boolean isWindows() {
    return System.getProperty("os.name").startsWith("Windows");
  }
}
