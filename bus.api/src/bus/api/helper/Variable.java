// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.util.promise.Promise;

/**
 * One value, or none, that its owner sets and others follow.
 *
 * <p>Thread-safe and without a lock. Who listens is told on the thread that sets: hold no lock of
 * your own while setting. It belongs to no bus and need not be closed.
 *
 * @param <V> the type of the value; {@link Object#equals} says what is a change
 */
public final class Variable<V> implements Live<V> {

  private final Cell<V> cell;

  private Variable(Optional<V> value) {
    cell = new Cell<>(value);
  }

  /**
   * Makes a variable without a value.
   *
   * @param <V> the type of the value
   * @return the variable
   */
  public static <V> Variable<V> empty() {
    return new Variable<>(Optional.empty());
  }

  /**
   * Makes a variable.
   *
   * @param value its first value
   * @param <V> the type of the value
   * @return the variable
   */
  public static <V> Variable<V> of(V value) {
    return new Variable<>(Optional.of(value));
  }

  /**
   * Sets the value. Does nothing if the present one equals it.
   *
   * @param value the value
   * @return whether it was a change
   */
  public boolean set(V value) {
    Optional<V> next = Optional.of(value);
    return change(present -> next);
  }

  /**
   * Takes the value away.
   *
   * @return whether there was one
   */
  public boolean clear() {
    return change(present -> Optional.empty());
  }

  /**
   * Changes the value to what a function makes of it, as one step.
   *
   * @param function given what is there, gives what shall be there, empty for nothing; without side
   *     effects, since it is called again when another thread was first
   * @return whether it was a change
   */
  public boolean change(UnaryOperator<Optional<V>> function) {
    while (true) {
      Cell.Content<V> present = cell.content();
      Optional<V> next = function.apply(present.value);
      if (next.equals(present.value)) {
        return false;
      }
      if (cell.replace(present, next)) {
        return true;
      }
    }
  }

  @Override
  public Optional<V> get() {
    return cell.get();
  }

  @Override
  public Registration onChange(Consumer<? super Optional<V>> listener) {
    return cell.onChange(listener);
  }

  @Override
  public Promise<V> when(Predicate<? super V> condition) {
    return cell.when(condition);
  }

  @Override
  public String toString() {
    return "Variable[" + get().map(String::valueOf).orElse("") + "]";
  }
}
