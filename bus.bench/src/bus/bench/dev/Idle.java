// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a daemon that has nothing to do takes. */
final class Idle {

  private static final double MEGABYTE = 1 << 20;
  private final Path work;

  Idle(Path work) {
    this.work = work;
  }

  List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int plugins : List.of(1, 100)) {
      Installation installation = Installation.make(work.resolve("idle-" + plugins), plugins);
      try (HotbusProcess daemon = installation.daemon("state")) {
        for (int i = 0; i < plugins; i++) {
          daemon.await("controller key=key\\d+ .* status=(RUNNING|FINISHED)");
        }
        String of = ", " + plugins + (plugins == 1 ? " plugin" : " plugins");
        Figure heap = new Figure.Score(liveHeap(daemon.pid()), Double.NaN);
        rows.add(Row.of("idle daemon, live heap" + of, 1, heap, "MB"));
        resident(daemon.pid())
            .ifPresent(
                mb ->
                    rows.add(
                        Row.of(
                            "idle daemon, resident memory after that" + of,
                            1,
                            new Figure.Score(mb, Double.NaN),
                            "MB")));
      }
    }
    return rows;
  }

  /** Has the JVM collect garbage and count what is left. */
  private static double liveHeap(long pid) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(text);
    if (!total.find()) {
      throw new IOException("jcmd: " + text);
    }
    return Long.parseLong(total.group(1)) / MEGABYTE;
  }

  /** Asks the system, where it tells. */
  private static OptionalDouble resident(long pid) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) {
      return OptionalDouble.empty();
    }
    Matcher kilobytes = Pattern.compile("VmRSS:\\s+(\\d+)").matcher(Files.readString(status));
    return kilobytes.find()
        ? OptionalDouble.of(Long.parseLong(kilobytes.group(1)) / 1024.0)
        : OptionalDouble.empty();
  }
}
