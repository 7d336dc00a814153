// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import java.util.ArrayList;
import java.util.List;

/** String literals. */
final class Literals {

  private static final int CONTINUED = 4;

  private Literals() {}

  static String quote(String content) {
    StringBuilder literal = new StringBuilder("\"");
    content.chars().forEach(c -> literal.append(escape((char) c)));
    return literal.append('"').toString();
  }

  private static String escape(char c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }

  /** Quotes on several lines, broken after blanks; the first line stands at the indentation. */
  static String quoteOnLines(String content, int indent, int width) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    for (String word : content.split("(?<= )", -1)) {
      int start = parts.isEmpty() ? indent : indent + CONTINUED + 2;
      if (part.length() > 0 && start + quote(part + word).length() > width) {
        parts.add(part.toString());
        part.setLength(0);
      }
      part.append(word);
    }
    parts.add(part.toString());
    String line = "\n" + " ".repeat(indent + CONTINUED) + "+ ";
    return String.join(line, parts.stream().map(Literals::quote).toList());
  }
}
