// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ValueSnapshot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes an explanation for a person, what it depends on below it and further in. */
final class ExplanationText {

  private static final int SHOWN = 20;

  private final List<String> lines = new ArrayList<>();

  String of(Explanation explanation) {
    write(explanation, "");
    return String.join("\n", lines);
  }

  private void write(Explanation explanation, String indent) {
    DirectiveSnapshot live = explanation.live();
    lines.add(
        indent
            + (live == null ? "" : "#" + live.id() + " ")
            + explanation.directive()
            + "  ("
            + explanation.type()
            + ")");
    String inner = indent + "  ";
    if (live != null) {
      lines.add(inner + "wanted by " + references(live));
      some(live.values(), inner + "value ", ExplanationText::value);
    }
    some(explanation.reasons(), inner + "- ", Reason::text);
    for (Explanation.Dependency dependency : explanation.dependencies()) {
      if (dependency.explanation() != null) {
        write(dependency.explanation(), inner);
      }
    }
  }

  private <T> void some(List<T> all, String start, Function<? super T, String> text) {
    all.stream().limit(SHOWN).forEach(each -> lines.add(start + text.apply(each)));
    if (all.size() > SHOWN) {
      lines.add(start + "... and " + (all.size() - SHOWN) + " more");
    }
  }

  private static String value(ValueSnapshot value) {
    return value.value() + "  (" + value.owner() + ")";
  }

  private static String references(DirectiveSnapshot live) {
    if (live.references().isEmpty()) {
      return "nobody";
    }
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (ReferenceSnapshot reference : live.references()) {
      String who = reference.owner() + (reference.weak() ? " (listening only)" : "");
      counts.merge(who, 1, Integer::sum);
    }
    List<String> texts = new ArrayList<>();
    counts.forEach((who, count) -> texts.add(count == 1 ? who : who + " x" + count));
    return texts.size() <= SHOWN
        ? String.join(", ", texts)
        : String.join(", ", texts.subList(0, SHOWN)) + " and " + (texts.size() - SHOWN) + " more";
  }
}
