// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.time.Duration;
import java.util.Locale;

/** Short texts for people. */
final class Texts {
  private static final int CELL = 60;

  private Texts() {}

  static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  /** Makes a text fit into a cell of a table: one line, of bounded length. */
  static String cell(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= CELL ? line : line.substring(0, CELL - 3) + "...";
  }

  /** Tells an age or a wait in its largest unit, such as {@code 12s} or {@code 3d}. */
  static String rough(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + "s";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + "m";
    }
    if (seconds < 48 * 3600) {
      return seconds / 3600 + "h";
    }
    return seconds / 86_400 + "d";
  }

  /** Tells how long something took, in milliseconds. */
  static String exact(Duration time) {
    return String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6);
  }

  /** Names a plugin's generation; empty if there is no plugin. */
  static String plugin(String id, int generation) {
    return id.isEmpty() ? "" : id + "#" + generation;
  }

  /** Names what is counted, once for one: {@code 1 value}, {@code 2 values}. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
