// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.Bus;
import bus.api.directive.Scope;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What a controller is given when it is made. Thread-safe; usable until the controller is closed.
 */
@ProviderType
public interface ControllerContext {

  /**
   * Returns the bus, as this controller's own: what is added through it ends with the controller.
   * Handlers that should take over from a predecessor without a gap are not added here but returned
   * by {@link Controller#handlers()}.
   *
   * @return the bus
   */
  Bus bus();

  /**
   * Returns who this controller is.
   *
   * @return the identity
   */
  ControllerInfo info();

  /**
   * Returns the scope of the whole controller; it is cancelled when the controller should stop.
   *
   * @return the scope
   */
  Scope scope();

  /**
   * Says that the controller is ready for service. Without it a controller counts as ready once
   * {@code execute} has run for some time without failing (50 ms by default), or has returned well.
   * A replacement takes over only when it is ready.
   */
  void ready();
}
