// SPDX-License-Identifier: Apache-2.0
package bus.daemon.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A child process with a host in it, seen from the outside. */
final class CrashProcess {
  private static final long LIMIT_SECONDS = 60;
  private final Process process;
  private final BufferedReader answers;
  private final Path log;

  private CrashProcess(Process process, Path log) {
    this.process = process;
    this.answers = process.inputReader(StandardCharsets.UTF_8);
    this.log = log;
  }

  /** Starts one; returns at once. */
  static CrashProcess start(Path home, Path state, Path plugins, Path log) throws Exception {
    Path tests =
        Path.of(CrashChild.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    String classPath;
    try (Stream<Path> boot = Files.list(home.resolve("boot"))) {
      classPath =
          Stream.concat(
                  boot.filter(file -> file.toString().endsWith(".jar")).sorted(), Stream.of(tests))
              .map(Path::toString)
              // The framework must be before other jars with packages of OSGi.
              .sorted((one, other) -> Boolean.compare(!isFramework(one), !isFramework(other)))
              .collect(Collectors.joining(File.pathSeparator));
    }
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-cp",
            classPath,
            CrashChild.class.getName(),
            home.toString(),
            state.toString(),
            plugins.toString());
    return new CrashProcess(new ProcessBuilder(command).redirectError(log.toFile()).start(), log);
  }

  private static boolean isFramework(String jar) {
    return jar.contains("org.apache.felix.framework");
  }

  /** Sends a command and waits for the answer. */
  String ask(String command) throws Exception {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    String answer =
        CompletableFuture.supplyAsync(this::answer)
            .completeOnTimeout(null, LIMIT_SECONDS, TimeUnit.SECONDS)
            .get();
    assertThat(answer).as("answer to %s; log: %s", command, log()).isNotNull();
    return answer;
  }

  private String answer() {
    try {
      return answers.readLine();
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  /** Kills it after a while, as kill -9 does. */
  CompletableFuture<Void> killAfter(long micros) {
    return CompletableFuture.runAsync(
        process::destroyForcibly, CompletableFuture.delayedExecutor(micros, TimeUnit.MICROSECONDS));
  }

  void awaitEnd() throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  /** Kills it now. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    awaitEnd();
  }
}
