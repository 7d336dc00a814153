// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches artifacts by the user's own {@code mvn}. */
final class MavenFetcher implements MavenRepository.Fetcher {

  private static final Logger log = LoggerFactory.getLogger(MavenFetcher.class);
  private static final String GET = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:get";
  private static final String EFFECTIVE =
      "org.apache.maven.plugins:maven-help-plugin:3.5.1:effective-pom";
  private static final long MINUTES = 5;

  private final Path root;

  MavenFetcher(Path root) {
    this.root = root;
  }

  @Override
  public Optional<String> fetch(Coordinates name, String version, String type) {
    log.info("fetching dependency artifact={} version={} type={}", name, version, type);
    return maven(List.of("-Dartifact=" + name + ":" + version + ":" + type, GET));
  }

  @Override
  public Optional<String> effectivePom(Path project, Path into) {
    log.info("asking Maven for the effective model project={}", project);
    String file = project.toAbsolutePath().normalize().toString();
    return maven(
        List.of("-N", "-f", file, "-Doutput=" + into.toAbsolutePath().normalize(), EFFECTIVE));
  }

  private Optional<String> maven(List<String> arguments) {
    try {
      Path output = Files.createTempFile("hotbus-mvn", ".log");
      try {
        return run(arguments, output);
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException e) {
      return Optional.of("mvn could not be started (" + e.getMessage() + "); put it on the PATH");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<String> run(List<String> arguments, Path output)
      throws IOException, InterruptedException {
    String command = File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    List<String> line = new ArrayList<>(List.of(command, "-B", "-q", "-Dmaven.repo.local=" + root));
    line.addAll(arguments);
    Process maven =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(nothing()))
            .start();
    try {
      if (!maven.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return Optional.of("mvn did not end within " + MINUTES + " minutes");
      }
    } finally {
      maven.descendants().forEach(ProcessHandle::destroyForcibly);
      maven.destroyForcibly();
    }
    return maven.exitValue() == 0 ? Optional.empty() : Optional.of("mvn says: " + reason(output));
  }

  private static File nothing() {
    return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
  }

  private static String reason(Path output) throws IOException {
    String text = Files.readString(output, Charset.defaultCharset());
    return text.lines()
        .map(line -> line.replaceAll("\u001B\\[[0-9;]*m", ""))
        .filter(line -> line.startsWith("[ERROR]") && line.length() > 8)
        .map(line -> line.substring(8))
        // What Maven says before and after is about itself.
        .map(line -> line.replaceFirst(".*Exception: ", "").replaceFirst(" -> \\[Help.*", ""))
        .map(String::strip)
        .findFirst()
        .orElse("nothing");
  }
}
