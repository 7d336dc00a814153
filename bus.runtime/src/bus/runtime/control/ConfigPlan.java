// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.PlannedChange;
import bus.api.controller.PlannedChange.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What would happen if one set took the place of another one, by the rules of {@link ConfigKey}.
 * Used once, by one thread.
 */
final class ConfigPlan {

  private final Map<String, KeyView> views;
  private final EntryCheck check;
  private final ConfigSet old;
  private final ConfigSet next;

  ConfigPlan(Map<String, KeyView> views, EntryCheck check, ConfigSet old, ConfigSet next) {
    this.views = views;
    this.check = check;
    this.old = old;
    this.next = next;
  }

  List<PlannedChange> changes() {
    SortedSet<String> keys = new TreeSet<>(old.entries().keySet());
    keys.addAll(next.entries().keySet());
    List<PlannedChange> changes = new ArrayList<>();
    for (String key : keys) {
      PlannedChange change = change(key);
      if (change != null) {
        changes.add(change);
      }
    }
    return changes;
  }

  private @Nullable PlannedChange change(String key) {
    KeyView view = views.getOrDefault(key, KeyView.NONE);
    ConfigEntry mine = next.entries().get(key);
    List<ConfigEntry> claims = new ArrayList<>(view.claims());
    claims.remove(old.entries().get(key));
    ConfigEntry before = winner(view.claims());
    ConfigEntry other = winner(claims);
    if (mine == null && other == null) {
      return view.current() == null ? null : unclaimed(key, view, view.current());
    }
    if (mine == null) {
      return wanted(key, view, before, Objects.requireNonNull(other), "another set claims it; ");
    }
    if (other != null && other.rev() >= mine.rev()) {
      String lost =
          "another set claims it with revision %d, this one has %d; "
              .formatted(other.rev(), mine.rev());
      PlannedChange instead = wanted(key, view, before, other, lost);
      return new PlannedChange(key, Action.LOSE, instead.from(), other, instead.reason());
    }
    return wanted(key, view, before, mine, "");
  }

  /** The highest revision wins, of equal ones the oldest claim. */
  private static @Nullable ConfigEntry winner(List<ConfigEntry> claims) {
    ConfigEntry winner = null;
    for (ConfigEntry claim : claims) {
      if (winner == null || claim.rev() > winner.rev()) {
        winner = claim;
      }
    }
    return winner;
  }

  private PlannedChange unclaimed(String key, KeyView view, ConfigEntry current) {
    if (view.lookedUp()) {
      String reason = "no set claims it any more, but it is looked up";
      return new PlannedChange(key, Action.KEEP, current, null, reason);
    }
    return stop(key, current);
  }

  private PlannedChange stop(String key, ConfigEntry current) {
    String reason = "no set claims it any more";
    for (Map.Entry<String, KeyView> each : views.entrySet()) {
      boolean stays = !old.entries().containsKey(each.getKey());
      if (stays && KeyView.same(current, each.getValue().current())) {
        reason += "; its controller goes on for key '" + each.getKey() + "'";
        break;
      }
    }
    return new PlannedChange(key, Action.STOP, current, null, reason);
  }

  private PlannedChange wanted(
      String key, KeyView view, @Nullable ConfigEntry before, ConfigEntry to, String why) {
    ConfigEntry from = view.current();
    boolean runs = KeyView.same(to, from) && !view.absent();
    if (runs || KeyView.same(to, view.next())) {
      String reason =
          before == null || before.rev() == to.rev()
              ? "unchanged"
              : "only the revision changes, from %d to %d".formatted(before.rev(), to.rev());
      return new PlannedChange(key, Action.KEEP, from, to, why + reason);
    }
    Obstacle obstacle = check.check(to);
    if (obstacle != null) {
      return new PlannedChange(
          key, action(obstacle), from, to, why + reason(obstacle) + meanwhile(view));
    }
    if (from == null || view.absent()) {
      return new PlannedChange(key, Action.START, from, to, why + "nothing runs for it");
    }
    return new PlannedChange(
        key, Action.RESTART, from, to, why + difference(from, to) + order(view));
  }

  private static Action action(Obstacle obstacle) {
    return obstacle.phase() == Phase.WAITING_FOR_FACTORY ? Action.WAIT : Action.REFUSE;
  }

  private static String reason(Obstacle obstacle) {
    return obstacle.failure() == null ? obstacle.summary() : obstacle.failure().message();
  }

  private static String meanwhile(KeyView view) {
    if (view.absent()) {
      return "";
    }
    return view.staysMeanwhile() ? "; what runs goes on until then" : "; what there is is stopped";
  }

  private static String order(KeyView view) {
    return switch (view.state()) {
      case READY -> "; the new one is started before the old one is stopped";
      case EXCLUSIVE -> "; it is exclusive and stopped first, which interrupts service";
      default -> "; the old one is not in service and stopped first";
    };
  }

  private static String difference(ConfigEntry from, ConfigEntry to) {
    if (!from.id().equals(to.id())) {
      return "config id changes from " + from.id() + " to " + to.id();
    }
    SortedSet<String> fields = new TreeSet<>(from.config().keySet());
    fields.addAll(to.config().keySet());
    fields.removeIf(
        field ->
            from.config().containsKey(field) == to.config().containsKey(field)
                && Objects.equals(from.config().get(field), to.config().get(field)));
    return "settings change: " + String.join(", ", fields);
  }
}
