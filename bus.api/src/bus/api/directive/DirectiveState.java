// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.List;
import java.util.Optional;

/**
 * What is known about an instance at one moment.
 *
 * @param idle whether all handlers were asked and no resolver is busy looking for values; more may
 *     still come
 * @param values the present values, in the order in which they were emitted
 * @param failures the failures of the resolvers that ended with one, in the order in which the
 *     resolvers were attached
 * @param disposed whether the instance has ended; then there are no values and no more changes
 * @param <V> the type of the values
 */
public record DirectiveState<V>(
    boolean idle, List<Value<V>> values, List<Failure> failures, boolean disposed) {

  /** Copies both lists. */
  public DirectiveState {
    values = List.copyOf(values);
    failures = List.copyOf(failures);
  }

  /**
   * Returns the bare values.
   *
   * @return the values without their numbers, in order of emission
   */
  public List<V> all() {
    return values.stream().map(Value::value).toList();
  }

  /**
   * Returns the oldest value; suits directives that have one value at most.
   *
   * @return the value, empty if there is none
   */
  public Optional<V> first() {
    return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0).value());
  }
}
