// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.util.promise.Promise;

/**
 * One value that changes over time, or none at the moment: the reading side of a {@link Variable},
 * and the {@link Current} value of a directive.
 *
 * <p>Thread-safe. Nothing waits; listeners run on the thread that makes the change, or on one that
 * is telling the same listener already, and must not block. An exception of a listener reaches that
 * thread after all other listeners were told.
 *
 * @param <V> the type of the value
 */
public sealed interface Live<V> permits Variable, Current {

  /**
   * Returns the present value.
   *
   * @return the value, empty if there is none now
   */
  Optional<V> get();

  /**
   * Listens. The listener is given what is there before this returns, then the latest after
   * changes; what came in between may be left out, but the last call always tells the present
   * value. Calls of one listener never overlap.
   *
   * @param listener given the value, empty if there is none
   * @return ends the listening: when it has been closed, this thread makes no further call
   * @throws RuntimeException what the listener throws for what is there now; then it is not added
   */
  Registration onChange(Consumer<? super Optional<V>> listener);

  /**
   * Waits for a value that fits.
   *
   * @param condition says whether a value fits; must not block
   * @return resolved with the first present or later value that fits; fails with what the condition
   *     throws, and with a {@link bus.api.BusException} when there will be no more values. Its
   *     callbacks run on the thread that makes the change: they must not block.
   */
  Promise<V> when(Predicate<? super V> condition);

  /**
   * Waits for a value.
   *
   * @return as {@link #when} with every value fitting
   */
  default Promise<V> next() {
    return when(value -> true);
  }
}
