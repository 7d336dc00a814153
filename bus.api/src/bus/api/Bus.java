// SPDX-License-Identifier: Apache-2.0
package bus.api;

import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.snapshot.BusSnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * Where controllers meet: directives are added here, and offered to the handlers of their type.
 *
 * <p>Ask in the way that fits the need:
 *
 * <pre>{@code
 * Greeting one = bus.first(new Greet("world")).getValue();          // one value, then no more interest
 * try (Watch<Greeting> w = bus.watch(new Greet("world"), this::show)) { ... }   // the live values
 * try (Reference<Greeting> r = bus.add(new Greet("world"), handler)) { ... }    // each event
 * }</pre>
 *
 * <p>Thread-safe. No method waits for foreign code except where it says so, and every method may be
 * called from any callback. No method accepts null. A bus that a controller is given belongs to
 * that controller: what is added through it is taken back when the controller ends. In an OSGi
 * framework the bus is a service.
 *
 * <p>{@code getValue()} of a promise waits for it, and throws an {@link
 * java.lang.reflect.InvocationTargetException} whose cause is the {@link BusException} if it
 * failed. When the bus is closed every request that is still open fails with reason {@link
 * BusException.Reason#CLOSED}.
 *
 * <p>Every method that adds a directive throws {@link IllegalArgumentException} if the directive is
 * not {@linkplain Directive#validate() valid}, and {@link BusException} with reason {@link
 * BusException.Reason#CLOSED} if the bus is closed.
 */
@ProviderType
public interface Bus {

  /**
   * Adds a directive, or joins the live one with an equal key, and holds a strong reference to it.
   * Handlers of its type are offered a new directive before this returns; their resolvers may still
   * be working.
   *
   * @param directive what is wanted
   * @param handler told about each value
   * @param <V> the type of the values
   * @return the reference; release it when the values are no longer wanted
   */
  <V> Reference<V> add(Directive<V> directive, ReferenceHandler<? super V> handler);

  /**
   * Adds a directive without listening to its values.
   *
   * @param directive what is wanted
   * @param <V> the type of the values
   * @return the reference
   */
  default <V> Reference<V> add(Directive<V> directive) {
    return add(directive, ReferenceHandler.none());
  }

  /**
   * Asks for one value, however long it takes, and lets go of the directive as soon as it is there.
   * For values that stay usable on their own; see {@link #acquire} for the others.
   *
   * @param directive what is wanted
   * @param <V> the type of the value
   * @return resolved with the first value; fails with a {@link BusException} if a resolver fails
   *     before there is one, or if the directive is disposed
   */
  default <V> Promise<V> first(Directive<V> directive) {
    return first(directive, OneOff.WAITING);
  }

  /**
   * Asks for one value, and lets go of the directive as soon as it is there.
   *
   * @param directive what is wanted
   * @param options how long to wait
   * @param <V> the type of the value
   * @return resolved with the first value; fails with a {@link BusException} as the options say
   */
  <V> Promise<V> first(Directive<V> directive, OneOff options);

  /**
   * Asks for one value and keeps it alive. A value that is removed before the promise is resolved
   * is not handed over.
   *
   * @param directive what is wanted
   * @param options how long to wait
   * @param <V> the type of the value
   * @return resolved with the first value and a hold on it, which the caller must close; fails with
   *     a {@link BusException} as the options say
   */
  <V> Promise<Lease<V>> acquire(Directive<V> directive, OneOff options);

  /**
   * Asks for all values there are when the directive becomes idle, and lets go of it.
   *
   * @param directive what is wanted
   * @param options how long to wait; {@link OneOff#whenIdle()} decides whether an empty list is an
   *     answer
   * @param <V> the type of the values
   * @return resolved with the values in order of emission; fails with a {@link BusException} as the
   *     options say
   */
  <V> Promise<List<V>> collect(Directive<V> directive, OneOff options);

  /**
   * Watches the live set of values until closed.
   *
   * @param directive what is wanted
   * @param onChange given the present state before this returns, then the latest state after
   *     changes; calls never overlap and must not block
   * @param <V> the type of the values
   * @return the watch
   */
  <V> Watch<V> watch(Directive<V> directive, Consumer<? super DirectiveState<V>> onChange);

  /**
   * Adds a handler. It is offered every live directive of its types before this returns, and every
   * later one.
   *
   * @param handler the handler
   * @return takes the handler from the bus; its resolvers are stopped and their values removed
   *     before that returns
   */
  Registration addHandler(Handler handler);

  /**
   * Has directives of this bus answered by another one as well. For as long as somebody on this bus
   * wants a directive that passes the filter, the same directive is wanted of the target bus, and
   * the values of the live directive there are values of the one here.
   *
   * <p>Mirrored are values, their removal and their replacement in one step, idleness (here nobody
   * is looking for values only if nobody is there) and failures. Weak references want nothing. A
   * directive that is kept without references for its {@linkplain
   * bus.api.directive.ValueOptions#unreferencedDelay() delay} keeps its values, and is released
   * there. Mirrored values count against the limit here; one that is refused is offered again when
   * there is room. Changes that follow each other quickly on several threads may be mirrored
   * together, so a value that comes and goes at once may not be seen here.
   *
   * <p>Bridges may lead both ways and in circles, over any number of buses. Nothing crosses a bus
   * twice: each value appears once on each bus, however many ways lead to it, and a directive that
   * nobody wants any more ends on all buses.
   *
   * <p>If the directive on the target bus is disposed by force, it is added again, after a pause
   * that grows from 10 ms to 10 s if that happens again and again. If it can not be added, because
   * the target bus is closed for instance, that is a failure of the bridge's resolver here, and it
   * is not tried again.
   *
   * <pre>{@code
   * Registration up = room.bridge(house, directive -> directive instanceof ReadTemperature);
   * Registration down = house.bridge(room, directive -> directive instanceof ReadTemperature);
   * }</pre>
   *
   * @param target the other bus; in this JVM and of the same implementation
   * @param filter says which directives are answered by the target; asked once for each instance of
   *     this bus, on the thread that adds the directive or the bridge, with no lock held; must not
   *     block. If it throws, the directive is not bridged and the failure is logged
   * @return ends the bridge and takes away all that it has mirrored, before that returns; it
   *     belongs to the controller whose bus this is, if any
   * @throws IllegalArgumentException if the target is this bus, or not of this implementation
   * @throws BusException with reason {@link BusException.Reason#CLOSED} if this bus is closed
   */
  Registration bridge(Bus target, Predicate<? super Directive<?>> filter);

  /**
   * Shows what is on this bus.
   *
   * @return a snapshot; it holds text only
   */
  BusSnapshot snapshot();

  /**
   * Shows the live directives.
   *
   * @return a snapshot in order of creation; it holds text only
   */
  default List<DirectiveSnapshot> directives() {
    return snapshot().directives();
  }

  /**
   * Explains why a directive has the values that it has, or none. Asks nobody and adds nothing; the
   * directive need not be live.
   *
   * @param directive what is, or could be, wanted
   * @return the explanation; it holds text only
   */
  Explanation explain(Directive<?> directive);

  /**
   * Explains a live directive.
   *
   * @param id the number of the instance
   * @return the explanation, empty if there is no such instance
   */
  Optional<Explanation> explain(long id);
}
