// SPDX-License-Identifier: Apache-2.0
package hot.deployer.flight;

import bus.api.plugin.UnloadedPlugin;

/**
 * Where deployments and unloadings are recorded: the Flight Recorder, or nowhere. Costs nothing as
 * long as nothing is recorded. Thread-safe.
 */
public interface FlightLog extends AutoCloseable {

  /** Records nothing. */
  FlightLog NONE =
      new FlightLog() {
        @Override
        public Flight begin() {
          return Flight.NONE;
        }

        @Override
        public void judged(UnloadedPlugin plugin) {
          // Nobody records.
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  /** Opens a log; one that records nothing if this JVM has no Flight Recorder. */
  static FlightLog open() {
    try {
      return new JfrLog();
    } catch (LinkageError missing) { // a JVM without the module, or a framework that hides it
      return NONE;
    }
  }

  /** Begins the record of a deployment that may come about. */
  Flight begin();

  /**
   * Records what became of unloaded code.
   *
   * @param plugin what was collected, is held or was abandoned
   */
  void judged(UnloadedPlugin plugin);

  /** Takes the event types out of the Flight Recorder. */
  @Override
  void close();
}
