// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses manifest headers in the common syntax of OSGi. */
final class BundleHeader {

  private BundleHeader() {}

  /**
   * One clause of a header.
   *
   * @param paths what stands before the parameters
   * @param parameters attributes by their name, directives by their name and a colon
   */
  record Clause(List<String> paths, Map<String, String> parameters) {}

  static List<Clause> parse(@Nullable String header) {
    List<Clause> clauses = new ArrayList<>();
    for (String text : split(header == null ? "" : header, ',')) {
      List<String> paths = new ArrayList<>();
      Map<String, String> parameters = new HashMap<>();
      for (String part : split(text, ';')) {
        int equals = equalsSign(part);
        if (equals < 0) {
          paths.add(unquote(part));
        } else {
          String name = part.substring(0, equals).replace(" ", "");
          parameters.put(name, unquote(part.substring(equals + 1).trim()));
        }
      }
      clauses.add(new Clause(List.copyOf(paths), Map.copyOf(parameters)));
    }
    return clauses;
  }

  private static int equalsSign(String part) {
    int equals = part.indexOf('=');
    int quote = part.indexOf('"');
    return quote >= 0 && quote < equals ? -1 : equals;
  }

  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
      } else if (c == separator && !quoted) {
        add(parts, part);
      } else {
        quoted ^= c == '"';
        part.append(c);
      }
    }
    add(parts, part);
    return parts;
  }

  private static void add(List<String> parts, StringBuilder part) {
    String trimmed = part.toString().trim();
    if (!trimmed.isEmpty()) {
      parts.add(trimmed);
    }
    part.setLength(0);
  }

  private static String unquote(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    String inner = quoted ? text.substring(1, text.length() - 1) : text;
    return quoted ? inner.replaceAll("\\\\(.)", "$1") : inner;
  }
}
