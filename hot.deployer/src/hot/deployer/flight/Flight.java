// SPDX-License-Identifier: Apache-2.0
package hot.deployer.flight;

import bus.api.plugin.Deployment;
import java.time.Duration;

/** The record of one deployment, which is dropped if it is not committed. For one thread. */
public interface Flight {

  /** A step under way. */
  interface Step {

    /**
     * Ends it.
     *
     * @param time how long it took
     */
    void end(Duration time);
  }

  /** Records nothing. */
  Flight NONE =
      new Flight() {
        @Override
        public Step step(String name) {
          return time -> {};
        }

        @Override
        public void commit(Deployment deployment) {
          // Nobody records.
        }

        @Override
        public void commitSteps(long deployment) {
          // Nobody records.
        }
      };

  /** Begins a step. */
  Step step(String name);

  /** Records the deployment and its steps. */
  void commit(Deployment deployment);

  /**
   * Records only steps, which a deployment had after it was told.
   *
   * @param deployment its number
   */
  void commitSteps(long deployment);
}
