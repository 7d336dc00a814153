// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A resolver that runs on a thread of its own and may block. The number of these threads is not
 * limited; they are virtual where the JVM has that (21 and later), otherwise pooled.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
@ConsumerType
public non-sealed interface BlockingResolver<V> extends Resolver<V> {

  /**
   * Looks for values until done. While this runs the instance is not idle, unless the sink was
   * {@linkplain Sink#markIdle told so}.
   *
   * @param scope cancelled, and this thread interrupted, when this run should end; return or throw
   *     then, either is a normal end
   * @param sink where values go
   * @throws Exception if it fails
   */
  void resolve(Scope scope, Sink<V> sink) throws Exception;
}
