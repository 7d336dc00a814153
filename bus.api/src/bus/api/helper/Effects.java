// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Does something while a value is there, and undoes it when the value goes.
 *
 * <pre>{@code
 * Registration routes = Effects.each(bus, new FindRoutes(), route -> {
 *   table.add(route);
 *   return () -> table.remove(route);
 * });
 * }</pre>
 *
 * <p>Each effect that was applied is undone once: when its value goes, when the registration is
 * closed, or when the owner of the bus ends, whichever is first; on the thread on which that
 * happens, before the close returns. An effect that is just being applied by another thread is
 * undone by that thread, as soon as it is applied. An effect that throws has nothing to undo. What
 * effects and undos throw reaches the thread on which they run: the bus, which logs it, or whoever
 * sets a {@link Variable}.
 *
 * <p>An {@link Effect} runs on the thread that changes the value and must not block, and so must
 * all undos. A {@link BlockingEffect} runs on a thread of its own, which is a resolver's: visible
 * among the directives of the bus, its failures recorded, and stopped with its owner. Making a
 * blocking one asks each {@link Derived}, {@link SharedMap} and other blocking one of the bus: make
 * one for a directive, not for each of thousands of requests.
 */
public final class Effects {

  private Effects() {}

  /**
   * Something to do for a value.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  public interface Effect<V> {

    /**
     * Does it.
     *
     * @param value the value
     * @return undoes it, called once; null if there is nothing to undo
     * @throws Exception if it fails
     */
    @Nullable AutoCloseable apply(V value) throws Exception;
  }

  /**
   * Something to do for a value that may take its time.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  public interface BlockingEffect<V> {

    /**
     * Does it.
     *
     * @param scope cancelled, and this thread interrupted, when the value has gone: return or throw
     *     then, either is a normal end
     * @param value the value
     * @return undoes it, called once, at once if the value has gone meanwhile; null if there is
     *     nothing to undo
     * @throws Exception if it fails
     */
    @Nullable AutoCloseable apply(Scope scope, V value) throws Exception;
  }

  /**
   * Applies an effect for each value. When a value is replaced in one step, the effect of the new
   * one is applied before that of the old one is undone.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param effect applied for present values before this returns
   * @param <V> the type of the values
   * @return undoes all effects, the last first, and ends this
   */
  public static <V> Registration each(Bus bus, Directive<V> directive, Effect<? super V> effect) {
    return new EachEffect<>(bus, directive, effect);
  }

  /**
   * Applies an effect for each value, on a thread for each. Effects of different values run at the
   * same time.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param effect the effect; if it fails, that is the end of it for this value
   * @param <V> the type of the values
   * @return undoes all effects, the last first, and ends this; does not wait for those that are
   *     being applied
   */
  public static <V> Registration eachBlocking(
      Bus bus, Directive<V> directive, BlockingEffect<? super V> effect) {
    return new EachWork<>(bus, directive, effect, null);
  }

  /**
   * Applies an effect for each value, on a thread for each, and tries again when it fails.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param effect the effect
   * @param retry when to try again
   * @param <V> the type of the values
   * @return as {@link #eachBlocking(Bus, Directive, BlockingEffect)}
   */
  public static <V> Registration eachBlocking(
      Bus bus, Directive<V> directive, BlockingEffect<? super V> effect, Retry retry) {
    return new EachWork<>(bus, directive, effect, retry);
  }

  /**
   * Applies an effect for the present value only: the old one is undone before the new one is
   * applied. Values in between may be left out.
   *
   * @param live the value. If it is a {@link Current} this ends with it; if it is a {@link
   *     Variable}, nothing but the registration ends this.
   * @param effect applied for the present value before this returns
   * @param <V> the type of the value
   * @return undoes the effect and ends this; does not close the live value
   * @throws RuntimeException what the effect throws for what is there now; then nothing is left
   */
  public static <V> Registration current(Live<V> live, Effect<? super V> effect) {
    return new CurrentEffect<V>(live, effect);
  }

  /**
   * Applies an effect for the oldest value of a directive only. To choose otherwise, give a {@link
   * Current} to {@link #current(Live, Effect)}.
   *
   * @param bus where to ask
   * @param directive what is wanted
   * @param effect applied for the present value before this returns
   * @param <V> the type of the values
   * @return undoes the effect and ends this
   * @throws RuntimeException what the effect throws for what is there now; then nothing is left
   */
  public static <V> Registration current(
      Bus bus, Directive<V> directive, Effect<? super V> effect) {
    Current<V> current = Current.of(bus, directive);
    Registration applied;
    try {
      applied = current(current, effect);
    } catch (RuntimeException | Error failed) {
      current.close();
      throw failed;
    }
    return () -> {
      applied.close();
      current.close();
    };
  }

  /**
   * Runs an effect with the present value on a thread. When the value changes the run is cancelled,
   * and when it has ended and is undone, the effect runs anew with the latest value: never two at
   * once. A run that has ended by itself stays applied until the value changes.
   *
   * @param bus lends the thread; this ends with its owner
   * @param live the value
   * @param effect the effect; if it fails, it runs again when the value changes
   * @param <V> the type of the value
   * @return undoes the effect and ends this; does not wait for a run, nor close the live value
   */
  public static <V> Registration currentBlocking(
      Bus bus, Live<V> live, BlockingEffect<? super V> effect) {
    return new CurrentWork<>(bus, live, effect);
  }
}
