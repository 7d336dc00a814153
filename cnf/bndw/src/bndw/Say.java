// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** What the user reads: one line for each thing done, indented lines for what is wrong with it. */
final class Say {

  private static final double NANOS = 1e9;

  private final PrintStream out;

  Say(PrintStream out) {
    this.out = out;
  }

  void line(String text) {
    out.println(text);
  }

  void line(String subject, String outcome) {
    out.printf(Locale.ROOT, "%-18s %s%n", subject, outcome);
  }

  void line(String subject, String outcome, String detail, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / NANOS;
    out.printf(Locale.ROOT, "%-18s %-7s %s, %.1f s%n", subject, outcome, detail, seconds);
  }

  void failure(String subject, String outcome, List<String> problems) {
    line(subject, outcome);
    problems.forEach(problem -> out.println("  " + problem));
  }
}
