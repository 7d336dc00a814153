// SPDX-License-Identifier: Apache-2.0
package bus.api;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * A value that is held: the directive stays open, so that the value's owner keeps it usable, until
 * this is closed.
 *
 * <p>Thread-safe. Suited to try-with-resources.
 *
 * @param <V> the type of the value
 */
@ProviderType
public interface Lease<V> extends AutoCloseable {

  /**
   * Returns what is held.
   *
   * @return the value, never null, also when it is no longer valid
   */
  V value();

  /**
   * Says whether the value is still there.
   *
   * @return false once it was withdrawn, its directive was disposed, or this was closed
   */
  boolean valid();

  /**
   * Tells when the value is no longer valid.
   *
   * @return resolved with the value then, never fails
   */
  Promise<V> ended();

  /** Lets go of the value. Does nothing if closed already. */
  @Override
  void close();
}
