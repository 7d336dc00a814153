// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.Lease;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import java.time.Duration;
import java.util.function.Supplier;
import org.osgi.util.promise.Promise;

/**
 * One value that is shared: made when somebody needs it, released when nobody does any more. A
 * {@link SharedMap} with one key.
 *
 * @param <V> the type of the value
 */
public final class Shared<V> implements Registration {

  private static final String KEY = "one value";

  private final SharedMap<String, V> map;

  private Shared(SharedMap<String, V> map) {
    this.map = map;
  }

  /**
   * Shares a value.
   *
   * @param bus where the value lives
   * @param keep how long it is kept when nobody needs it, zero or longer
   * @param resolver makes the resolver that emits the value
   * @param <V> the type of the value
   * @return the shared value
   */
  public static <V> Shared<V> of(Bus bus, Duration keep, Supplier<? extends Resolver<V>> resolver) {
    return new Shared<V>(SharedMap.of(bus, keep, key -> resolver.get()));
  }

  /**
   * Returns the directive of the value.
   *
   * @return a directive with one value at most
   */
  public Directive<V> directive() {
    return map.directive(KEY);
  }

  /**
   * Needs the value.
   *
   * @return resolved with a hold on the value, which must be closed; fails with a {@link
   *     BusException} if the resolver fails
   * @throws BusException with reason {@code CLOSED} if this or the bus is closed
   */
  public Promise<Lease<V>> acquire() {
    return map.acquire(KEY);
  }

  /** Releases the value, whoever needs it. */
  @Override
  public void close() {
    map.close();
  }
}
