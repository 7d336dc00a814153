// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The time for which something is wanted. It is cancelled once, for ever, and cancels what runs
 * inside it.
 *
 * <p>Cancelling is a request: what runs inside should end soon. "Cancelled" is an ordinary end and
 * never reported as a failure. Thread-safe.
 */
@ProviderType
public interface Scope {

  /**
   * Says whether this scope has ended.
   *
   * @return true once cancelled
   */
  boolean cancelled();

  /**
   * Waits until this scope is cancelled.
   *
   * @throws InterruptedException if this thread is interrupted first
   */
  void await() throws InterruptedException;

  /**
   * Waits for some time, or until this scope is cancelled: the way to pause in a control loop.
   *
   * @param time how long, not negative
   * @return whether this scope is cancelled
   * @throws InterruptedException if this thread is interrupted first
   */
  boolean await(Duration time) throws InterruptedException;

  /**
   * Calls back when this scope is cancelled; now if it is.
   *
   * @param callback called once, on the cancelling thread; must not block
   * @return takes the callback back
   */
  Registration onCancel(Runnable callback);

  /**
   * Ends the work if this scope is cancelled.
   *
   * @throws CancellationException if this scope is cancelled
   */
  default void check() {
    if (cancelled()) {
      throw new CancellationException("cancelled");
    }
  }
}
