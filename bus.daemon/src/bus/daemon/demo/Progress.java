// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What the demo prints: a line for each step, with its time, and below it what was seen. */
final class Progress {

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final boolean terminal;
  private final List<Step> steps = new ArrayList<>();

  private record Step(String name, Duration time) {}

  Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  <T> T step(String name, Callable<T> work) throws Exception {
    if (terminal) {
      out.print(BOLD + name + PLAIN + " ... ");
      out.flush();
    }
    long begin = System.nanoTime();
    T result = work.call();
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    steps.add(new Step(name, time));
    out.println((terminal ? "" : name + ": ") + millis(time));
    return result;
  }

  void seen(String what) {
    out.println("    " + what);
  }

  /** Prints a table. */
  void table(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder("    ");
      for (int i = 0; i < columns; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  /** Prints how long each step took. */
  void times() {
    out.println("times:");
    List<List<String>> rows = new ArrayList<>();
    Duration all = Duration.ZERO;
    for (Step step : steps) {
      rows.add(List.of(step.name(), millis(step.time())));
      all = all.plus(step.time());
    }
    rows.add(List.of("all", millis(all)));
    table(rows);
  }

  static String millis(Duration time) {
    return String.format(Locale.ROOT, "%.0f ms", time.toNanos() / 1e6);
  }
}
