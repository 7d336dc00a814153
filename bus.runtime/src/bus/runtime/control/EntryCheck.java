// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a controller could be made of an entry, without making it: there is a factory, and
 * its config record takes the settings. Calls the record's code, within a limit. Thread-safe.
 */
final class EntryCheck {

  private final Environment env;
  private final FactoryRegistry factories;

  EntryCheck(Environment env, FactoryRegistry factories) {
    this.env = env;
    this.factories = factories;
  }

  /** Returns what is in the way, null if nothing is known to be. */
  @Nullable Obstacle check(ConfigEntry entry) {
    FactoryEntry factory = factories.find(entry.id());
    if (factory == null) {
      Failure missing = FactoryWait.missing(entry.id(), factories.ids());
      return Obstacle.of(Phase.WAITING_FOR_FACTORY, null, missing);
    }
    Failure failure = Construction.check(env, factory, entry.config());
    if (failure == null) {
      return null;
    }
    Phase phase = Construction.invalidConfig(failure) ? Phase.INVALID_CONFIG : Phase.BACKING_OFF;
    return Obstacle.of(phase, factory.info(), failure);
  }

  /** Says whether the controllers of an entry are exclusive; false if there is no factory. */
  boolean exclusive(ConfigEntry entry) {
    FactoryEntry factory = factories.find(entry.id());
    return factory != null && factory.info().exclusive();
  }
}
