// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Listens to the values of an instance on behalf of one reference.
 *
 * <p>For each value {@link #added} is called once, later {@link #removed} once, and after all of
 * them {@link #disposed} once if the instance ends before the reference is released. Calls never
 * overlap and keep the order of events of the instance. They come on the thread that caused the
 * event, or on one that is delivering for this instance already, with no lock held: a handler may
 * call the bus but must not block. An exception is logged and has no other effect.
 *
 * @param <V> the type of the values; a handler may take a supertype
 */
@ConsumerType
public interface ReferenceHandler<V> {

  /**
   * A value came.
   *
   * @param value the value
   */
  default void added(Value<? extends V> value) {}

  /**
   * A value went. When a value is replaced in one step, the new one is added before the old one is
   * removed.
   *
   * @param value the value, as it was added
   */
  default void removed(Value<? extends V> value) {}

  /** The instance was disposed; no call follows. */
  default void disposed() {}

  /**
   * Returns a handler that listens to nothing.
   *
   * @param <V> the type of the values
   * @return the handler
   */
  static <V> ReferenceHandler<V> none() {
    return new ReferenceHandler<>() {};
  }

  /**
   * Returns a handler made of functions.
   *
   * @param added called for each value that comes
   * @param removed called for each value that goes
   * @param <V> the type of the values
   * @return the handler
   */
  static <V> ReferenceHandler<V> of(Consumer<? super V> added, Consumer<? super V> removed) {
    return new ReferenceHandler<>() {
      @Override
      public void added(Value<? extends V> value) {
        added.accept(value.value());
      }

      @Override
      public void removed(Value<? extends V> value) {
        removed.accept(value.value());
      }
    };
  }
}
