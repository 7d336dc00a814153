// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A value that is attached to an instance. Guarded by the instance's lock. */
final class ValueEntry<V> {

  final Value<V> value;
  final ResolverNode<V> node;
  @Nullable Set<Runnable> removedCallbacks;

  ValueEntry(Value<V> value, ResolverNode<V> node) {
    this.value = value;
    this.node = node;
  }

  void addCallback(Runnable callback) {
    if (removedCallbacks == null) {
      removedCallbacks = new LinkedHashSet<>();
    }
    removedCallbacks.add(callback);
  }
}
