// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import hot.deployer.flight.FlightLog;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/**
 * Numbers the deployments and makes their records.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Logbook {

  private final Clock clock;
  private final FlightLog flights;
  private long last;

  /**
   * Makes it.
   *
   * @param last the number of the last deployment there was, 0 if there was none
   */
  Logbook(Clock clock, FlightLog flights, long last) {
    this.clock = clock;
    this.flights = flights;
    this.last = last;
  }

  /** Returns the time. */
  Instant now() {
    return clock.instant();
  }

  /** Returns the number that the next deployment has. */
  long next() {
    return last + 1;
  }

  /** Begins to time the steps of what may become a deployment. */
  StepTimes steps() {
    return new StepTimes(flights.begin());
  }

  /** Returns the record of a deployment; without changes, and with the last number, if none was. */
  Deployment told(Instant began, List<Change> changes, StepTimes steps) {
    if (!changes.isEmpty()) {
      last++;
    }
    Deployment deployment = new Deployment(last, began, changes, steps.toList());
    if (!changes.isEmpty()) {
      steps.commit(deployment);
    }
    return deployment;
  }
}
