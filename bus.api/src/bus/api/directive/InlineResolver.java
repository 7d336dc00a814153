// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A resolver that does its work at once, on the thread that offers the directive, and costs no
 * thread.
 *
 * @param <V> the type of the values
 */
@FunctionalInterface
@ConsumerType
public non-sealed interface InlineResolver<V> extends Resolver<V> {

  /**
   * Emits what is known, or arranges for others to emit values later. Must not block.
   *
   * @param sink where values go, also after the return
   * @throws Exception if it fails
   */
  void resolve(Sink<V> sink) throws Exception;
}
