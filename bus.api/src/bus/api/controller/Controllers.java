// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigSet;
import bus.api.directive.Registration;
import java.util.List;
import java.util.function.Consumer;
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
   * @param controller the controller, not on the bus already
   * @return a hold on it
   * @throws IllegalArgumentException if the controller is on the bus, or its handlers are refused
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
   * Listens to how the controllers are doing.
   *
   * @param listener given each controller that comes, and then its status after each change, each
   *     once and in order, up to {@link ControllerStatus.Phase#STOPPED}; calls never overlap, come
   *     on any thread with no lock held, and must not block. An exception is logged and has no
   *     other effect
   * @return ends the listening; a call that another thread is making at that moment may still
   *     finish
   */
  Registration onStatus(Consumer<? super ControllerSnapshot> listener);

  /**
   * Shows the factories that are offered.
   *
   * @return a snapshot, by config id
   */
  List<FactorySnapshot> factories();

  /**
   * Shows the configuration sets that are applied, by whomever, and how each key is doing.
   *
   * @return a snapshot, in order of addition
   */
  List<AppliedConfigSet> applied();

  /**
   * Says what would happen if one configuration set took the place of another one, while all other
   * sets stay as they are. Nothing is changed, started or stopped.
   *
   * <p>The old set is one that is applied now; its claims are left out, and what it claims but is
   * not claimed now counts for nothing. The claims of the new set are the youngest. Claims of sets
   * that are {@linkplain ApplyConfigSet.Mode#ATOMIC applied as a whole} count if they are in
   * effect. If the new set is to be applied as a whole, and an action is {@link
   * PlannedChange.Action#WAIT}, {@link PlannedChange.Action#REFUSE} or {@link
   * PlannedChange.Action#LOSE}, then none of its keys would change. What can not be known before is
   * not said: whether a controller that would be started becomes ready.
   *
   * <p>The config records of the factories are bound to see whether they take the settings: their
   * code runs meanwhile, up to 2 s each.
   *
   * @param old the set that would go, {@link ConfigSet#EMPTY} for none
   * @param next the set that would come, {@link ConfigSet#EMPTY} for none
   * @return one for each key of both sets for which something runs or would be wanted, by key
   */
  List<PlannedChange> plan(ConfigSet old, ConfigSet next);

  /**
   * Says what would happen if a configuration set was applied beside those that are; see {@link
   * #plan(ConfigSet, ConfigSet)}.
   *
   * @param next the set that would come
   * @return one for each key, by key
   */
  default List<PlannedChange> plan(ConfigSet next) {
    return plan(ConfigSet.EMPTY, next);
  }
}
