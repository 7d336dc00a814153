// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the mirrored values of an instance what its forwarders see, each origin once however many
 * ways lead to it. Used once, with the instance's lock held.
 *
 * <p>What goes is replaced by what comes, in one step each, so that a value that was replaced on
 * the other bus is replaced here, also at a hard limit.
 */
final class MirrorMerge<V> {

  private final InstanceImpl<V> instance;
  private final List<Forwarder<V>> forwarders;

  /** Who shows an origin. */
  private record Choice<V>(Forwarder<V> forwarder, Fact<V> fact, @Nullable ValueEntry<V> entry) {

    boolean betterThan(@Nullable Choice<V> other) {
      return other == null
          || (other.entry == null
              && (entry != null || fact.route().shorterThan(other.fact.route())));
    }
  }

  private final Map<Object, Choice<V>> choices = new HashMap<>();

  /** What is shown and must go, by the forwarder that shows it. */
  private final Map<Forwarder<V>, Deque<ValueEntry<V>>> going = new LinkedHashMap<>();

  MirrorMerge(InstanceImpl<V> instance, List<Forwarder<V>> forwarders) {
    this.instance = instance;
    this.forwarders = forwarders;
  }

  void run() {
    // The usual case, one way only: what has not changed need not be looked at.
    int from = forwarders.size() == 1 ? forwarders.get(0).mirror.unchanged() : 0;
    forwarders.forEach(forwarder -> choose(forwarder, from));
    Map<Object, ValueEntry<V>> moving = new HashMap<>();
    forwarders.forEach(forwarder -> findGoing(forwarder, from, moving));
    for (Forwarder<V> forwarder : forwarders) {
      for (Fact<V> fact : rest(forwarder.mirror.facts().values(), from)) {
        Choice<V> choice = choices.get(fact.origin());
        if (choice != null && choice.forwarder == forwarder) {
          show(choice, moving.get(fact.origin()));
        }
      }
    }
    going.forEach((forwarder, entries) -> entries.forEach(entry -> remove(forwarder, entry)));
    forwarders.forEach(forwarder -> forwarder.mirror.merged());
  }

  private static <T> List<T> rest(List<T> list, int from) {
    return list.subList(from, list.size());
  }

  /** Whoever shows a value goes on doing so; otherwise the shortest way counts. */
  private void choose(Forwarder<V> forwarder, int from) {
    for (Fact<V> fact : rest(forwarder.mirror.facts().values(), from)) {
      Choice<V> choice = new Choice<>(forwarder, fact, forwarder.mirror.entryOf(fact.origin()));
      if (choice.betterThan(choices.get(fact.origin()))) {
        choices.put(fact.origin(), choice);
      }
    }
  }

  private void findGoing(Forwarder<V> forwarder, int from, Map<Object, ValueEntry<V>> moving) {
    Deque<ValueEntry<V>> leaving = new ArrayDeque<>(0);
    for (Fact<V> fact : rest(forwarder.mirror.previous(), from)) {
      ValueEntry<V> entry = forwarder.mirror.entryOf(fact.origin());
      Choice<V> choice = choices.get(fact.origin());
      if (entry != null && (choice == null || choice.entry != entry)) {
        leaving.add(entry);
        moving.put(fact.origin(), entry);
      }
    }
    going.put(forwarder, leaving);
  }

  private void show(Choice<V> choice, @Nullable ValueEntry<V> moved) {
    Mirror<V> mirror = choice.forwarder.mirror;
    ResolverNode<V> node = choice.forwarder.node();
    if (node == null) {
      // Stopped meanwhile, because a value before this one has reached the limit.
      return;
    }
    if (choice.entry != null) {
      Fact<V> before = mirror.shownAs(choice.entry);
      mirror.show(choice.entry, choice.fact);
      if (before == null || !before.route().equals(choice.fact.route())) {
        instance.changed();
      }
      return;
    }
    ValueEntry<V> old = moved != null ? take(moved) : taken(choice.forwarder);
    ValueEntry<V> entry =
        old == null
            ? instance.values.add(node, choice.fact.content())
            : instance.values.exchange(old, node, choice.fact.content());
    if (entry != null) {
      mirror.show(entry, choice.fact);
    }
  }

  /** Takes an entry out of what must go, because it is replaced; null if it was already. */
  private @Nullable ValueEntry<V> take(ValueEntry<V> entry) {
    for (Map.Entry<Forwarder<V>, Deque<ValueEntry<V>>> each : going.entrySet()) {
      if (each.getValue().remove(entry)) {
        each.getKey().mirror.hide(entry);
        return entry;
      }
    }
    return null;
  }

  private @Nullable ValueEntry<V> taken(Forwarder<V> forwarder) {
    Deque<ValueEntry<V>> leaving = going.get(forwarder);
    ValueEntry<V> entry = leaving == null ? null : leaving.poll();
    if (entry != null) {
      forwarder.mirror.hide(entry);
    }
    return entry;
  }

  private void remove(Forwarder<V> forwarder, ValueEntry<V> entry) {
    forwarder.mirror.hide(entry);
    instance.values.remove(entry.node, entry.value.id());
  }
}
