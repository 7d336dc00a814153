// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A path with names for its variable parts.
 *
 * @param text such as {@code /directives/{id}/why}
 */
record Template(String text) {
  /** Returns the variable parts of a path, if it is one of these. */
  Optional<Map<String, String>> match(String path) {
    String[] wanted = text.split("/", -1);
    String[] given = path.split("/", -1);
    if (wanted.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int i = 0; i < wanted.length; i++) {
      if (isVariable(wanted[i]) && !given[i].isEmpty()) {
        parts.put(name(wanted[i]), given[i]);
      } else if (!wanted[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(parts);
  }

  /** Returns the names of the variable parts, in order. */
  List<String> variables() {
    return Stream.of(text.split("/", -1)).filter(Template::isVariable).map(Template::name).toList();
  }

  private static boolean isVariable(String part) {
    return part.startsWith("{") && part.endsWith("}");
  }

  private static String name(String part) {
    return part.substring(1, part.length() - 1);
  }
}
