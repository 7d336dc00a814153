// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.util.promise.Promise;

/**
 * A resolver that starts something elsewhere and says by a promise when it is done; it costs no
 * thread.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
@ConsumerType
public non-sealed interface AsyncResolver<V> extends Resolver<V> {

  /**
   * Starts the work. Must not block. Until the promise is resolved the instance is not idle, unless
   * the sink was {@linkplain Sink#markIdle told so}; if it fails, that is the failure of this
   * resolver.
   *
   * @param scope cancelled when the work should end
   * @param sink where values go
   * @return resolved when the work is done; its value does not matter
   * @throws Exception if it could not be started
   */
  Promise<?> resolve(Scope scope, Sink<V> sink) throws Exception;
}
