// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.daemon.Distribution;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A {@code hotbus} process, started as its launcher does, whose output is read line by line. */
final class HotbusProcess implements AutoCloseable {

  private static final int STOP_SECONDS = 20;
  private static final String END = "\0";
  private final Process process;
  private final Instant begin;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final StringBuilder all = new StringBuilder();

  private HotbusProcess(Process process, Instant begin) {
    this.process = process;
    this.begin = begin;
    Thread reader = new Thread(this::read, "bench-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code hotbus} in a folder. */
  static HotbusProcess start(Path folder, List<String> arguments) throws IOException {
    Path home = Path.of(System.getProperty(Distribution.HOME));
    String boot =
        Distribution.at(home).boot().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command = new ArrayList<>();
    command.add("-Xshare:auto");
    for (String opened : List.of("lang", "util", "security", "io")) {
      command.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    command.addAll(List.of("--add-opens=java.sql/java.sql=ALL-UNNAMED", "-cp", boot));
    command.add("-D" + Distribution.HOME + "=" + home);
    command.add("bus.daemon.main.Main");
    command.addAll(arguments);
    return java(folder, command);
  }

  /** Starts a JVM in a folder. */
  static HotbusProcess java(Path folder, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    Instant begin = Instant.now();
    return new HotbusProcess(
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start(),
        begin);
  }

  long pid() {
    return process.pid();
  }

  /** Returns the moment when it was started. */
  Instant begin() {
    return begin;
  }

  /** Writes a line to its input. */
  void tell(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Takes lines of output until one has the pattern in it. */
  Matcher await(String pattern) throws IOException, InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    while (true) {
      String line = lines.poll(120, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new IOException("no " + pattern + " in the output:\n" + output());
      }
      Matcher matcher = wanted.matcher(line);
      if (matcher.find()) {
        return matcher;
      }
    }
  }

  private String output() {
    synchronized (all) {
      return all.toString();
    }
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (all) {
          all.append(line).append('\n');
        }
        lines.add(line);
      }
    } catch (IOException ended) {
      // The process was stopped.
    }
    lines.add(END);
  }

  @Override
  public void close() throws Exception {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException("did not stop in " + STOP_SECONDS + " s:\n" + output());
    }
  }
}
