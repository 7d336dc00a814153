// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/** A hold on a controller that was added by hand. Thread-safe. */
@ProviderType
public interface ControllerHandle extends AutoCloseable {

  /**
   * Returns how the controller is doing.
   *
   * @return the status
   */
  ControllerStatus status();

  /**
   * Tells when the controller is ready.
   *
   * @return resolved when it is; fails with a {@link bus.api.BusException} if it ends before
   */
  Promise<ControllerStatus> ready();

  /**
   * Stops the controller: cancels it, takes its handlers and everything it has added from the bus,
   * waits for {@code execute} and closes it. The waiting is done elsewhere, and bounded (10 s by
   * default, and a quarter more for closing if the main loop hangs).
   *
   * @return resolved with true when all has ended, with false if something did not end in time;
   *     never fails
   */
  Promise<Boolean> stop();

  /** Stops the controller without waiting for its end; see {@link #stop}. */
  @Override
  void close();
}
