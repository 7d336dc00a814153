// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another JVM: its output goes to a file, and it is ended when it takes too long. */
final class Fork {

  /** The exit code of a JVM that took too long. */
  static final int TIMED_OUT = -1;

  /** How long a JVM may take, unless told otherwise. */
  static final long MINUTES = 10;

  private static final long KILL_SECONDS = 10;

  private final Path folder;
  private final Path log;

  Fork(Path folder, Path log) {
    this.folder = folder;
    this.log = log;
  }

  /** Returns the options that every JVM of tests has. */
  static List<String> testOptions() {
    List<String> options = new ArrayList<>(List.of("-Xmx1g", "-ea", "-Dfile.encoding=UTF-8"));
    options.addAll(userOptions());
    return options;
  }

  static List<String> userOptions() {
    String text = System.getenv().getOrDefault("TEST_OPTS", "").strip();
    return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\s+"));
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs java with these arguments; returns the exit code. */
  int java(List<String> arguments) throws IOException, InterruptedException {
    return java(arguments, MINUTES);
  }

  /** Runs java with these arguments for at most some minutes; returns the exit code. */
  int java(List<String> arguments, long minutes) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java()));
    command.addAll(arguments);
    Files.createDirectories(log.getParent());
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      process.getOutputStream().close();
      if (process.waitFor(minutes, TimeUnit.MINUTES)) {
        return process.exitValue();
      }
      dumpThreads(process.pid());
      return TIMED_OUT;
    } finally {
      process.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }

  private static void dumpThreads(long pid) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(jcmd, Long.toString(pid), "Thread.print").inheritIO().start();
    if (!process.waitFor(KILL_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
