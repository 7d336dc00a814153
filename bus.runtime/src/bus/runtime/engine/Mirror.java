// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Failure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a forwarder has seen on the other bus, and which of the values it shows on its own one.
 * Guarded by the lock of the instance on its own bus.
 */
final class Mirror<V> {

  private Facts<V> facts = Facts.none();

  /** The values that were seen when what is shown was last brought up to date. */
  private List<Fact<V>> previous = List.of();

  private final Map<ValueEntry<V>, Fact<V>> shown = new HashMap<>();
  private final Map<Object, ValueEntry<V>> byOrigin = new HashMap<>();
  private boolean idle;

  Facts<V> facts() {
    return facts;
  }

  List<Fact<V>> previous() {
    return previous;
  }

  List<Failure> failures() {
    return facts.failures().stream().map(Fact::content).toList();
  }

  /** Returns whether idleness or failures are other than before. */
  boolean see(Facts<V> now) {
    boolean changed = !facts.failures().equals(now.failures()) || !facts.busy().equals(now.busy());
    facts = now;
    return changed;
  }

  /** What is shown is what was seen, as far as there is room. */
  void merged() {
    previous = facts.values();
  }

  /** Returns how many of the values seen are shown and the same as before, from the first one. */
  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  int unchanged() {
    List<Fact<V>> now = facts.values();
    if (shown.size() != previous.size()) {
      return 0;
    }
    int most = Math.min(now.size(), previous.size());
    int count = 0;
    while (count < most && now.get(count) == previous.get(count)) {
      count++;
    }
    return count;
  }

  void begin(Facts<V> now) {
    shown.clear();
    byOrigin.clear();
    previous = List.of();
    facts = now;
    idle = false;
  }

  /** Returns whether that is a change. */
  boolean setIdle(boolean now) {
    boolean changed = idle != now;
    idle = now;
    return changed;
  }

  /** Returns the fact that is shown as a value, or null if that is no value of this. */
  @Nullable Fact<V> shownAs(ValueEntry<V> entry) {
    return shown.get(entry);
  }

  /** Returns as which value an origin is shown, or null if it is not shown by this. */
  @Nullable ValueEntry<V> entryOf(Object origin) {
    return byOrigin.get(origin);
  }

  void show(ValueEntry<V> entry, Fact<V> fact) {
    shown.put(entry, fact);
    byOrigin.put(fact.origin(), entry);
  }

  void hide(ValueEntry<V> entry) {
    Fact<V> fact = shown.remove(entry);
    if (fact != null) {
      byOrigin.remove(fact.origin());
    }
  }
}
