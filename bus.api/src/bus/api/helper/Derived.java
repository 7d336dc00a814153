// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes directives whose values are made from those of others: the way to filter or transform
 * whatever is asked, since all that takes a directive takes a derived one.
 *
 * <pre>{@code
 * Derived derived = Derived.on(context.bus());                          // one for a controller
 * Directive<Port> free = derived.filtered(new FindPorts(), Port::free);
 * Promise<Lease<Port>> port = bus.acquire(free, OneOff.WAITING);
 * Registration opened = Effects.each(bus, free, this::open);
 * }</pre>
 *
 * <p>While somebody holds a derived directive its source is held. What the function throws is the
 * failure of its resolver: a question by {@code first}, {@code acquire} or {@code collect} fails
 * with it. Each derived directive is a request of its own; keep it to share its values. It is
 * answered on this bus only, and no longer after this was closed or its owner has ended.
 *
 * <p>Thread-safe. Make one for a controller, not one for each question: whenever a derived
 * directive is added, each of the other {@code Derived} and {@link SharedMap} of the bus is asked
 * as well.
 */
public final class Derived implements Registration {

  private final Bus bus;
  private final Host host;

  private Derived(Bus bus) {
    this.bus = bus;
    this.host = new Host(bus, "derived");
  }

  /**
   * Makes directives for a bus.
   *
   * @param bus where the sources are asked and the derived directives are answered
   * @return the maker
   */
  public static Derived on(Bus bus) {
    return new Derived(bus);
  }

  /**
   * Leaves some values out.
   *
   * @param source the other directive
   * @param accept asked once about each value; must not block
   * @param <V> the type of the values
   * @return the directive of the values that are accepted
   */
  public <V> Directive<V> filtered(Directive<V> source, Predicate<? super V> accept) {
    return of(source, value -> accept.test(value) ? Optional.of(value) : Optional.empty());
  }

  /**
   * Makes something of each value.
   *
   * @param source the other directive
   * @param transform called once for each value, gives its result, empty to leave it out; must not
   *     block
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the directive of the results; see {@link Resolvers#mirroring(Bus, Directive, Function)}
   */
  public <V, R> Directive<R> of(Directive<V> source, Function<? super V, Optional<R>> transform) {
    return directive(source, () -> Resolvers.mirroring(bus, source, transform));
  }

  /**
   * Answers each value with a resolver, for results that take time or have to be released.
   *
   * @param source the other directive
   * @param resolver gives the resolver for a value, null for none; must not block
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the directive of the results; see {@link Resolvers#forEach}
   */
  public <V, R> Directive<R> forEach(
      Directive<V> source, Function<? super V, ? extends @Nullable Resolver<R>> resolver) {
    return directive(source, () -> Resolvers.forEach(bus, source, resolver));
  }

  private <R> Directive<R> directive(Directive<?> source, Supplier<Resolver<R>> resolver) {
    source.validate();
    return host.directive(new Key(source), ValueOptions.DEFAULT, resolver);
  }

  /** Answers its directives no longer: their values are withdrawn. */
  @Override
  public void close() {
    host.close();
  }

  /** One derived directive: equal to itself only. */
  private static final class Key {

    private final Directive<?> source;

    private Key(Directive<?> source) {
      this.source = source;
    }

    @Override
    public String toString() {
      return String.valueOf(source);
    }
  }
}
