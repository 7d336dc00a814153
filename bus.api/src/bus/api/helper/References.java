// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.ReferenceHandler;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ready-made reference handlers, for {@code bus.add}. */
public final class References {

  private References() {}

  /**
   * Makes a handler that tells what happens as text, then passes it on.
   *
   * @param log given one line for each event, for instance {@code LOG::debug}
   * @param next told as well; {@link ReferenceHandler#none()} for nobody
   * @param <V> the type of the values
   * @return the handler
   */
  public static <V> ReferenceHandler<V> telling(
      Consumer<? super String> log, ReferenceHandler<? super V> next) {
    return new ReferenceHandler<>() {
      @Override
      public void added(Value<? extends V> value) {
        log.accept("added id=" + value.id() + " value=" + value.value());
        next.added(value);
      }

      @Override
      public void removed(Value<? extends V> value) {
        log.accept("removed id=" + value.id() + " value=" + value.value());
        next.removed(value);
      }

      @Override
      public void disposed() {
        log.accept("disposed");
        next.disposed();
      }
    };
  }

  /**
   * Makes a handler that passes values into a sink: they come and go there with the reference. A
   * resolver that only does this is better made by {@link Resolvers#mirroring}.
   *
   * @param sink where they go; nothing else should use it
   * @param <V> the type of the values
   * @return the handler; when its reference is released, what is in the sink stays until it is
   *     cleared
   */
  public static <V> ReferenceHandler<V> into(Sink<V> sink) {
    return into(sink, Optional::of);
  }

  /**
   * Makes a handler that passes what a function makes of each value into a sink.
   *
   * @param sink where results go; nothing else should use it
   * @param transform gives the result of a value, empty to leave it out; must not block
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the handler; when its reference is released, what is in the sink stays until it is
   *     cleared
   */
  public static <V, R> ReferenceHandler<V> into(
      Sink<R> sink, Function<? super V, Optional<R>> transform) {
    KeyedValues<Long, V> results = KeyedValues.on(sink, transform);
    return new ReferenceHandler<>() {
      @Override
      public void added(Value<? extends V> value) {
        results.put(value.id(), value.value());
      }

      @Override
      public void removed(Value<? extends V> value) {
        results.remove(value.id());
      }

      @Override
      public void disposed() {
        results.clear();
      }
    };
  }
}
