// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.util.ArrayList;
import java.util.List;

/** Writes labelled lines about one record, and indented lists below them. */
final class Detail {
  private static final int LABEL = 14;
  private final List<String> lines = new ArrayList<>();

  /** Adds a labelled line; nothing if there is nothing to say. */
  Detail line(String label, String text) {
    if (!text.isEmpty()) {
      lines.add(Texts.padded(label, LABEL) + text);
    }
    return this;
  }

  /** Adds a list below a label. */
  Detail list(String label, List<String> items) {
    line(label, items.isEmpty() ? "none" : Integer.toString(items.size()));
    items.forEach(item -> item.lines().forEach(line -> lines.add("  " + line)));
    return this;
  }

  /** Adds a text of several lines below a label; nothing if it is empty. */
  Detail block(String label, String text) {
    if (!text.isEmpty()) {
      lines.add(label);
      text.lines().forEach(line -> lines.add("  " + line));
    }
    return this;
  }

  /** Adds a text of several lines as it is. */
  Detail text(String text) {
    text.lines().forEach(lines::add);
    return this;
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
