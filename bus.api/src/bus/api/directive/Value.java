// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

/**
 * A value that a resolver has emitted for an instance.
 *
 * <p>Equality is that of both components; within one instance the id alone identifies it.
 *
 * @param id the number of this value: unique within its instance, rising from 1, never used again
 * @param value what was emitted, never null
 * @param <V> the type of the value
 */
public record Value<V>(long id, V value) {}
