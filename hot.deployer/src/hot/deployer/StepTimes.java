// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Deployment;
import bus.api.plugin.StepTime;
import hot.deployer.flight.Flight;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums up how long each step of one deployment takes, in the order in which steps first ran, and
 * records each run of a step in the flight log.
 */
final class StepTimes {

  private final Map<String, Duration> times = new LinkedHashMap<>();
  private final Flight flight;

  /** Sums up steps that are not recorded. */
  StepTimes() {
    this(Flight.NONE);
  }

  StepTimes(Flight flight) {
    this.flight = flight;
  }

  /** What a step does. */
  interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  <T extends @Nullable Object, X extends Exception> T time(String step, Work<T, X> work) throws X {
    Flight.Step event = flight.step(step);
    long began = System.nanoTime();
    try {
      return work.run();
    } finally {
      Duration time = Duration.ofNanos(System.nanoTime() - began);
      times.merge(step, time, Duration::plus);
      event.end(time);
    }
  }

  /** Adds a step that was timed elsewhere. */
  void add(String name, Duration time) {
    times.merge(name, time, Duration::plus);
    flight.step(name).end(time);
  }

  /** Records a deployment with these steps. */
  void commit(Deployment deployment) {
    flight.commit(deployment);
  }

  /** Records these steps of a deployment that was recorded before. */
  void commitSteps(long deployment) {
    flight.commitSteps(deployment);
  }

  List<StepTime> toList() {
    return times.entrySet().stream()
        .map(step -> new StepTime(step.getKey(), step.getValue()))
        .toList();
  }
}
