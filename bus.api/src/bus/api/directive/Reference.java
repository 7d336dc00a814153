// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One party's interest in an instance. A strong reference keeps the instance alive, a weak one only
 * listens.
 *
 * <p>Thread-safe. Suited to try-with-resources.
 *
 * @param <V> the type of the values
 */
@ProviderType
public interface Reference<V> extends AutoCloseable {

  /**
   * Returns what this reference refers to.
   *
   * @return the instance, never null; it may be disposed
   */
  Instance<V> instance();

  /**
   * Says whether this reference only listens.
   *
   * @return true if it does not keep the instance alive
   */
  boolean weak();

  /**
   * Says whether this reference has ended, by {@link #release()} or with its instance.
   *
   * @return true if it has
   */
  boolean released();

  /**
   * Gives this interest up. When it returns, the instance is disposed if this was its last strong
   * reference and it has no delay, and the handler gets no further call from this thread; a call
   * that another thread is making at this moment may still finish. The handler is <em>not</em> told
   * that the values it knows are gone. Never waits for foreign code; does nothing if released
   * already.
   */
  void release();

  /** Same as {@link #release()}. */
  @Override
  default void close() {
    release();
  }
}
