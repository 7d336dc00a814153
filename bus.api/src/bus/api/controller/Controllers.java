// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The controllers of a bus: shows them, and adds ones that are made by hand.
 *
 * <p>To run a controller from a configuration add a {@link LoadController} or {@link
 * ApplyConfigSet} directive instead. Thread-safe. In an OSGi framework this is a service.
 */
@ProviderType
public interface Controllers {

  /**
   * Runs a controller on the bus: its handlers are attached before this returns, and {@code
   * execute} is started on a thread of its own. If that fails the controller is taken off and
   * closed; it is not tried again.
   *
   * @param info who it is
   * @param controller the controller; may not be on a bus already
   * @return a hold on it
   */
  ControllerHandle add(ControllerInfo info, Controller controller);

  /**
   * Runs a controller that needs a context. Otherwise as {@link #add(ControllerInfo, Controller)}.
   *
   * @param factory makes the controller
   * @param config its settings
   * @param <C> the settings
   * @param <K> the class of the controller
   * @return a hold on it
   * @throws Exception what the factory throws
   */
  <C extends Record, K extends Controller> ControllerHandle add(
      ControllerFactory<C, K> factory, C config) throws Exception;

  /**
   * Shows the controllers on the bus.
   *
   * @return a snapshot in order of attachment
   */
  List<ControllerSnapshot> controllers();

  /**
   * Shows the factories that are offered.
   *
   * @return a snapshot, by config id
   */
  List<FactorySnapshot> factories();
}
