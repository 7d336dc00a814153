// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

/**
 * A value and what lets go of it.
 *
 * @param value the value
 * @param release called once when the value is not needed any more, on a thread where it may block
 * @param <V> the type of the value
 */
public record Held<V>(V value, AutoCloseable release) {

  /**
   * Holds what is let go of by closing it.
   *
   * @param value the value
   * @param <V> the type of the value
   * @return the hold
   */
  public static <V extends AutoCloseable> Held<V> of(V value) {
    return new Held<>(value, value);
  }
}
