// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an instance has to do with bridges; only an instance that a bridge is concerned with has it.
 *
 * <p>Protocol: all is guarded by the instance's lock. A change marks the forwarders that must look
 * at this instance again as due; whoever made it brings them up to date when it has let go of the
 * lock (an urgent action of the instance). No lock of another instance is taken meanwhile.
 */
final class InstanceBridges<V> {

  private final InstanceImpl<V> instance;

  /** Have this instance answered by other buses. */
  private final List<Forwarder<V>> outgoing = new ArrayList<>(1);

  /** Answer instances of other buses by this one. */
  private final Set<Forwarder<?>> watching = new LinkedHashSet<>(2);

  /** The strong references among those of this instance that are held by forwarders. */
  private final List<BridgeHold> holds = new ArrayList<>(1);

  /** What was last shown of the values, in order: what has not changed is the same again. */
  private List<Export<V>> exports = List.of();

  /** A value, the fact that it mirrors if any, and the fact that it is for other buses. */
  private record Export<V>(ValueEntry<V> entry, @Nullable Fact<V> mirrored, Fact<V> passedOn) {}

  private boolean wantedHere;
  private boolean full;
  private boolean outgoingDue;
  private boolean watchingDue;
  private boolean queued;

  InstanceBridges(InstanceImpl<V> instance) {
    this.instance = instance;
    this.wantedHere = instance.references.strong() > 0;
    this.full = instance.values.full();
  }

  // Changes; called with the lock held.

  void referenceAdded(ReferenceImpl<V> reference) {
    BridgeHold hold = reference.bridgeHold();
    if (hold != null) {
      holds.add(hold);
    }
    referencesChanged(hold != null);
  }

  void referenceRemoved(ReferenceImpl<V> reference) {
    BridgeHold hold = reference.bridgeHold();
    if (hold != null) {
      holds.remove(hold);
    }
    referencesChanged(hold != null);
  }

  private void referencesChanged(boolean ofBridge) {
    boolean wanted = instance.references.strong() > holds.size();
    if (ofBridge || wanted != wantedHere) {
      wantedHere = wanted;
      outgoingDue();
    }
  }

  void holdChanged() {
    outgoingDue();
  }

  /** What others see of this instance has changed. */
  void changed() {
    boolean now = instance.values.full();
    if (full && !now) {
      // There is room for what was refused.
      outgoingDue();
    }
    full = now;
    if (!watching.isEmpty()) {
      watchingDue = true;
      queue();
    }
  }

  void disposed() {
    holds.clear();
    wantedHere = false;
    watchingDue = true;
    outgoingDue();
  }

  private void outgoingDue() {
    outgoingDue = true;
    queue();
  }

  private void queue() {
    if (!queued) {
      queued = true;
      instance.events.addUrgent(() -> BridgeAgenda.run(instance, instance.dueForwarders()));
    }
  }

  /** Returns which forwarders must look at this instance, and forgets it. */
  List<Forwarder<?>> due() {
    List<Forwarder<?>> due = new ArrayList<>();
    if (outgoingDue) {
      due.addAll(outgoing);
    }
    if (watchingDue) {
      due.addAll(watching);
    }
    outgoingDue = false;
    watchingDue = false;
    queued = false;
    return due;
  }

  // Forwarders of other buses that look at this instance; called with the lock held.

  void watch(Forwarder<?> forwarder) {
    watching.add(forwarder);
  }

  void unwatch(Forwarder<?> forwarder) {
    watching.remove(forwarder);
    if (watching.isEmpty()) {
      exports = List.of();
    }
  }

  /** Returns what this instance shows to a bus. */
  Facts<V> factsFor(DirectiveEngine asking) {
    DirectiveEngine here = instance.engine;
    refreshExports();
    List<Fact<V>> values = new ArrayList<>(exports.size());
    for (Export<V> export : exports) {
      if (!export.passedOn.route().passes(asking)) {
        values.add(export.passedOn);
      }
    }
    return new Facts<>(
        values, Fact.passedOn(failures(), here, asking), Fact.passedOn(busy(), here, asking));
  }

  @SuppressWarnings("ReferenceEquality") // what has not changed is the same object
  private void refreshExports() {
    List<Export<V>> now = new ArrayList<>(exports.size() + 1);
    for (ValueEntry<V> entry : instance.values.entries()) {
      Forwarder<V> forwarder = entry.node.forwarder();
      Fact<V> mirrored = forwarder == null ? null : forwarder.mirror.shownAs(entry);
      if (forwarder != null && mirrored == null) {
        continue;
      }
      Export<V> before = now.size() < exports.size() ? exports.get(now.size()) : null;
      boolean same = before != null && before.entry == entry && before.mirrored == mirrored;
      now.add(same && before != null ? before : export(entry, mirrored));
    }
    exports = now;
  }

  private Export<V> export(ValueEntry<V> entry, @Nullable Fact<V> mirrored) {
    Route route = mirrored == null ? Route.LOCAL : mirrored.route();
    Object origin = mirrored == null ? entry : mirrored.origin();
    return new Export<>(
        entry, mirrored, new Fact<>(origin, entry.value.value(), route.over(instance.engine)));
  }

  private List<Fact<Failure>> failures() {
    List<Fact<Failure>> failures = new ArrayList<>(0);
    for (ResolverNode<V> node : instance.resolvers.all()) {
      Failure own = node.failure();
      if (own != null) {
        failures.add(Fact.local(own));
      }
      Forwarder<V> forwarder = node.forwarder();
      if (forwarder != null) {
        failures.addAll(forwarder.mirror.facts().failures());
      }
    }
    return failures;
  }

  private List<Fact<InstanceImpl<?>>> busy() {
    List<Fact<InstanceImpl<?>>> busy = new ArrayList<>(1);
    if (instance.asking()) {
      busy.add(Fact.local(instance));
    }
    for (ResolverNode<V> node : instance.resolvers.all()) {
      if (!node.idle()) {
        Forwarder<V> forwarder = node.forwarder();
        busy.addAll(
            forwarder == null ? List.of(Fact.local(instance)) : forwarder.mirror.facts().busy());
      }
    }
    return busy;
  }

  // Forwarders of this instance; called with the lock held.

  void add(Forwarder<V> forwarder) {
    outgoing.add(forwarder);
  }

  /** Takes a forwarder out; others show what it did, if they see it too. */
  void remove(Forwarder<V> forwarder) {
    outgoing.remove(forwarder);
    merge();
  }

  /**
   * Returns the routes from the buses where somebody wants this directive, for a bus that it may be
   * forwarded to; empty if nobody does but by way of that bus.
   */
  List<Route> interestFor(DirectiveEngine target) {
    DirectiveEngine here = instance.engine;
    if (instance.references.strong() > holds.size()) {
      // What is wanted here is wanted of every other bus; longer routes over this one add nothing.
      return List.of(Route.LOCAL.over(here));
    }
    Map<DirectiveEngine, Route> shortest = new LinkedHashMap<>();
    for (BridgeHold hold : holds) {
      for (Route route : hold.routes()) {
        if (!route.passes(target)) {
          shortest.merge(
              route.origin(), route, (one, other) -> other.shorterThan(one) ? other : one);
        }
      }
    }
    return shortest.values().stream().map(route -> route.over(here)).toList();
  }

  /** Shows what a forwarder sees on another bus. */
  void show(Forwarder<V> forwarder, Facts<V> facts) {
    boolean changed = forwarder.mirror.see(facts);
    merge();
    ResolverNode<V> node = forwarder.node();
    if (node != null && forwarder.mirror.setIdle(facts.busy().isEmpty())) {
      node.markIdle(facts.busy().isEmpty());
    }
    if (changed) {
      instance.changed();
    }
  }

  private void merge() {
    List<Forwarder<V>> active = new ArrayList<>(outgoing);
    active.removeIf(each -> each.node() == null);
    new MirrorMerge<>(instance, active).run();
  }
}
