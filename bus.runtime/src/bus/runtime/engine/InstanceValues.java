// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The values of an instance and their limit. All is guarded by the instance's lock, and called with
 * it held.
 */
final class InstanceValues<V> {

  private final InstanceImpl<V> instance;
  private final ValueOptions options;
  private final ValueTable<V> table = new ValueTable<>();
  private boolean full;

  InstanceValues(InstanceImpl<V> instance, ValueOptions options) {
    this.instance = instance;
    this.options = options;
  }

  int size() {
    return table.size();
  }

  List<Value<V>> all() {
    return table.all();
  }

  List<ValueEntry<V>> entries() {
    return table.entries();
  }

  /** Says whether there are as many as are wanted. */
  boolean full() {
    return full;
  }

  @Nullable ValueEntry<V> add(ResolverNode<V> node, V value) {
    ValueEntry<V> predecessor = predecessorOf(node);
    if (predecessor != null) {
      return takeOver(predecessor, node, value);
    }
    if (options.hardLimit() && options.maxValues() > 0 && table.size() >= options.maxValues()) {
      return null;
    }
    ValueEntry<V> entry = announce(node, value);
    checkLimit();
    return entry;
  }

  private @Nullable ValueEntry<V> predecessorOf(ResolverNode<V> node) {
    return node.handler.succession() == null
        ? null
        : table.firstOf(other -> node.handler.succeeds(other.handler));
  }

  /**
   * Whoever has given all its values away has nothing more to do here: no two work for one request.
   */
  private ValueEntry<V> takeOver(ValueEntry<V> old, ResolverNode<V> node, V value) {
    ValueEntry<V> entry = exchange(old, node, value);
    if (old.node.parent == null && !old.node.hasValues()) {
      old.node.remove();
    }
    return entry;
  }

  @Nullable ValueEntry<V> replace(ResolverNode<V> node, Value<V> old, V value) {
    ValueEntry<V> entry = find(node, old.id());
    return entry == null ? add(node, value) : exchange(entry, node, value);
  }

  @Nullable ValueEntry<V> set(ResolverNode<V> node, V value) {
    List<Value<V>> present = of(node);
    if (present.isEmpty()) {
      return add(node, value);
    }
    ValueEntry<V> entry = replace(node, present.get(0), value);
    for (Value<V> old : present.subList(1, present.size())) {
      remove(node, old.id());
    }
    return entry;
  }

  /** One step: the count does not change, so no limit is reached or left. */
  ValueEntry<V> exchange(ValueEntry<V> old, ResolverNode<V> node, V value) {
    ValueEntry<V> entry = announce(node, value);
    withdraw(old);
    return entry;
  }

  private ValueEntry<V> announce(ResolverNode<V> node, V value) {
    ValueEntry<V> entry = table.add(value, node);
    List<ReferenceImpl<V>> listening = instance.references.listening();
    if (!listening.isEmpty()) {
      instance.events.add(() -> listening.forEach(reference -> reference.tellAdded(entry.value)));
    }
    node.valueAdded();
    return entry;
  }

  private void withdraw(ValueEntry<V> entry) {
    table.remove(entry);
    entry.node.valueRemoved();
    if (entry.removedCallbacks != null) {
      entry.removedCallbacks.forEach(instance.events::add);
    }
    List<ReferenceImpl<V>> listening = instance.references.listening();
    if (!listening.isEmpty()) {
      instance.events.add(() -> listening.forEach(reference -> reference.tellRemoved(entry.value)));
    }
    instance.changed();
  }

  boolean remove(ResolverNode<V> node, long valueId) {
    ValueEntry<V> entry = find(node, valueId);
    if (entry == null) {
      return false;
    }
    withdraw(entry);
    checkLimit();
    return true;
  }

  List<Value<V>> removeAllOf(ResolverNode<V> node) {
    if (node.values() == 0) {
      return List.of();
    }
    List<ValueEntry<V>> removed = table.of(node, node.values());
    for (ValueEntry<V> entry : removed) {
      withdraw(entry);
    }
    checkLimit();
    return ValueTable.values(removed);
  }

  /** Returns the value of a node that has one, null if it has none or several. */
  @Nullable Value<V> onlyOf(ResolverNode<V> node) {
    return node.values() == 1 ? of(node).get(0) : null;
  }

  List<Value<V>> of(ResolverNode<V> node) {
    return ValueTable.values(table.of(node, node.values()));
  }

  @Nullable ValueEntry<V> find(ResolverNode<V> node, long valueId) {
    ValueEntry<V> entry = table.find(valueId);
    return entry == null || entry.node != node ? null : entry;
  }

  private void checkLimit() {
    boolean nowFull = options.maxValues() > 0 && table.size() >= options.maxValues();
    if (nowFull == full || instance.disposed()) {
      return;
    }
    full = nowFull;
    for (ResolverNode<V> node : instance.resolvers.all()) {
      if (nowFull) {
        node.limitReached();
      } else {
        node.roomAppeared();
      }
    }
    instance.changed();
  }
}
