// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Failure;
import java.util.List;

/**
 * What one instance shows to one of another bus.
 *
 * @param values its values, in order of emission
 * @param failures what its resolvers failed with
 * @param busy the instances on whose buses somebody is looking for values; idle if empty
 */
record Facts<V>(
    List<Fact<V>> values, List<Fact<Failure>> failures, List<Fact<InstanceImpl<?>>> busy) {

  static <V> Facts<V> none() {
    return new Facts<>(List.of(), List.of(), List.of());
  }

  /** Returns what is known before the other instance can be looked at. */
  static <V> Facts<V> looking(InstanceImpl<V> instance) {
    return new Facts<>(List.of(), List.of(), List.of(Fact.local(instance)));
  }
}
