// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.ValueOptions;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.osgi.util.promise.Promise;

/**
 * Values that are shared by key: a value is made when somebody needs it and released when nobody
 * does any more.
 *
 * <pre>{@code
 * SharedMap<URI, Session> sessions = SharedMap.of(bus, Duration.ofSeconds(10),
 *     address -> Resolvers.opening((scope, lost) -> Held.of(Session.open(address, lost))));
 * try (Lease<Session> session = sessions.acquire(address).getValue()) { ... }
 * }</pre>
 *
 * <p>Each key is a directive of its own on the bus, known to this object only: what keeps a value
 * is a reference to it. So {@link #directive} can be watched, mirrored and derived from like any
 * other. If a value is lost (see {@link Resolvers.Opener}), the leases of it end, and it is made
 * again if there are any references.
 *
 * <p>Thread-safe. Nothing waits but the resolvers.
 *
 * @param <K> the type of the keys, compared by {@link Object#equals}
 * @param <V> the type of the values
 */
public final class SharedMap<K, V> implements Registration {

  private final Bus bus;
  private final Host host;
  private final ValueOptions options;
  private final Function<? super K, ? extends Resolver<V>> resolver;

  private SharedMap(Bus bus, Duration keep, Function<? super K, ? extends Resolver<V>> resolver) {
    this.bus = bus;
    this.options = ValueOptions.SINGLE.withUnreferencedDelay(keep).withDisposeEmptyAtOnce();
    this.resolver = resolver;
    this.host = new Host(bus, "shared");
  }

  /**
   * Makes an empty map.
   *
   * @param bus where the values live
   * @param keep how long a value that nobody needs is kept, zero or longer
   * @param resolver makes the resolver of a key, which emits its value
   * @param <K> the type of the keys
   * @param <V> the type of the values
   * @return the map
   */
  public static <K, V> SharedMap<K, V> of(
      Bus bus, Duration keep, Function<? super K, ? extends Resolver<V>> resolver) {
    return new SharedMap<K, V>(bus, keep, resolver);
  }

  /**
   * Returns the directive of a key.
   *
   * @param key the key
   * @return a directive with one value at most; those of equal keys are one request
   */
  public Directive<V> directive(K key) {
    Objects.requireNonNull(key, "key");
    return host.directive(key, options, () -> resolver.apply(key));
  }

  /**
   * Needs the value of a key.
   *
   * @param key the key
   * @return resolved with a hold on the value, which must be closed; fails with a {@link
   *     BusException} if the resolver fails
   * @throws BusException with reason {@code CLOSED} if this or the bus is closed
   */
  public Promise<Lease<V>> acquire(K key) {
    if (host.closed()) {
      throw new BusException(BusException.Reason.CLOSED, "shared values are closed", null);
    }
    return bus.acquire(directive(key), OneOff.WAITING);
  }

  /** Releases all values, whoever needs them. */
  @Override
  public void close() {
    host.close();
  }
}
