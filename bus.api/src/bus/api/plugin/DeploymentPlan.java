// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What a look at the plugin folders would do, had it been made at a time; nothing of it was done.
 *
 * @param at when it was planned
 * @param items what would happen, what is refused and what is held back, each with its reason
 */
public record DeploymentPlan(Instant at, List<Item> items) {

  /** Copies the list. */
  public DeploymentPlan {
    items = List.copyOf(items);
  }

  /**
   * One item of a plan.
   *
   * @param unit the number of the set of changes that come about together or not at all, from 1; 0
   *     if the item changes nothing, because it is refused or held back
   * @param change what would happen
   */
  public record Item(int unit, Change change) {

    /**
     * Returns the item as a line a person reads.
     *
     * @return such as {@code replace greeter 1.0.0 -> 1.1.0 (greeter.jar): its content has changed}
     */
    public String text() {
      StringBuilder text = new StringBuilder(verb()).append(' ').append(change.plugin());
      if (change.fromVersion().isEmpty() || change.toVersion().isEmpty()) {
        String version = change.fromVersion() + change.toVersion();
        text.append(version.isEmpty() ? "" : " " + version);
      } else {
        text.append(' ').append(change.fromVersion()).append(" -> ").append(change.toVersion());
      }
      if (!change.file().isEmpty()) {
        text.append(" (").append(change.file()).append(')');
      }
      return text.append(": ").append(change.reason()).toString();
    }

    private String verb() {
      return switch (change.kind()) {
        case ADDED -> "add";
        case REPLACED -> "replace";
        case REWIRED -> "rewire";
        case REMOVED -> "remove";
        case REFUSED -> "refuse";
        case HELD -> "hold";
        case RETURNED -> Kind.RETURNED.name().toLowerCase(Locale.ROOT);
      };
    }
  }

  /**
   * Says whether a look would change nothing.
   *
   * @return true if nothing comes, is replaced or goes
   */
  public boolean isEmpty() {
    return items.stream().allMatch(item -> item.unit() == 0);
  }

  /**
   * Returns the plan as text: a line for each item, those that come about together next to each
   * other.
   *
   * @return the lines, or a line that says that there is nothing to do
   */
  public String text() {
    if (items.isEmpty()) {
      return "nothing to do";
    }
    return String.join(
        "\n",
        items.stream()
            .map(item -> (item.unit() == 0 ? "-  " : item.unit() + "  ") + item.text())
            .toList());
  }
}
