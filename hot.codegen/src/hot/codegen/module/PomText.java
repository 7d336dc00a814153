// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Texts of a Maven project with its properties expanded; what is unknown stays as it is. */
record PomText(Map<String, String> properties) {

  private static final int DEEPEST = 10;

  String expand(String value) {
    String text = value;
    for (int i = 0; i < DEEPEST && text.contains("${"); i++) {
      StringBuilder expanded = new StringBuilder();
      int at = 0;
      while (at < text.length()) {
        int start = text.indexOf("${", at);
        int end = start < 0 ? -1 : text.indexOf('}', start);
        if (end < 0) {
          break;
        }
        String known = properties.get(text.substring(start + 2, end));
        expanded.append(text, at, start);
        expanded.append(known == null ? text.substring(start, end + 1) : known);
        at = end + 1;
      }
      expanded.append(text.substring(at));
      text = expanded.toString();
    }
    return text;
  }

  String of(Xml entry, String child, String otherwise) {
    return entry.text(child).map(this::expand).orElse(otherwise);
  }

  Optional<Coordinates> name(Xml entry) {
    return Coordinates.parse(of(entry, "groupId", "") + ":" + of(entry, "artifactId", ""));
  }

  Set<Coordinates> excluded(Xml entry) {
    Set<Coordinates> excluded = new HashSet<>();
    // Either name may be * for all.
    for (Xml one : entry.list("exclusions")) {
      excluded.add(new Coordinates(of(one, "groupId", ""), of(one, "artifactId", "")));
    }
    return excluded;
  }
}
