// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The values of an instance in order of emission, which is the order of their ids. Guarded by the
 * instance's lock.
 */
final class ValueTable<V> {

  private List<ValueEntry<V>> entries = List.of();
  private long lastId;

  ValueEntry<V> add(V value, ResolverNode<V> node) {
    ValueEntry<V> entry = new ValueEntry<>(new Value<>(++lastId, value), node);
    entries = Small.with(entries, entry);
    return entry;
  }

  void remove(ValueEntry<V> entry) {
    int index = indexOf(entry.value.id());
    if (index >= 0) {
      entries = Small.without(entries, index);
    }
  }

  @Nullable ValueEntry<V> find(long id) {
    int index = indexOf(id);
    return index < 0 ? null : entries.get(index);
  }

  private int indexOf(long id) {
    int low = 0;
    int high = entries.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = entries.get(middle).value.id();
      if (found == id) {
        return middle;
      }
      if (found < id) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  int size() {
    return entries.size();
  }

  @Nullable ValueEntry<V> firstOf(Predicate<ResolverNode<V>> emitter) {
    for (ValueEntry<V> entry : entries) {
      if (emitter.test(entry.node)) {
        return entry;
      }
    }
    return null;
  }

  /** Returns those of a node; it has that many. */
  List<ValueEntry<V>> of(ResolverNode<V> node, int count) {
    if (count == 0 || count == entries.size()) {
      return count == 0 ? List.of() : entries();
    }
    List<ValueEntry<V>> found = new ArrayList<>(count);
    for (ValueEntry<V> entry : entries) {
      if (entry.node == node) {
        found.add(entry);
      }
    }
    return found;
  }

  List<ValueEntry<V>> entries() {
    return List.copyOf(entries);
  }

  List<Value<V>> all() {
    return values(entries);
  }

  static <V> List<Value<V>> values(List<ValueEntry<V>> entries) {
    if (entries.size() <= 1) {
      return entries.isEmpty() ? List.of() : List.of(entries.get(0).value);
    }
    return entries.stream().map(entry -> entry.value).toList();
  }
}
