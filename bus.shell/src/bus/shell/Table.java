// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns under a line of heads. */
final class Table {
  private static final String GAP = "  ";
  private final List<List<String>> lines = new ArrayList<>();

  Table(List<String> heads) {
    lines.add(List.copyOf(heads));
  }

  void add(List<String> cells) {
    if (cells.size() != lines.get(0).size()) {
      throw new IllegalArgumentException(
          "expected %d cells, got %d".formatted(lines.get(0).size(), cells.size()));
    }
    lines.add(List.copyOf(cells));
  }

  @Override
  public String toString() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      if (!text.isEmpty()) {
        text.append('\n');
      }
      StringBuilder row = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        row.append(i == 0 ? "" : GAP).append(Texts.padded(line.get(i), widths[i]));
      }
      text.append(row.toString().stripTrailing());
    }
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[lines.get(0).size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return widths;
  }
}
