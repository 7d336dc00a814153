// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums up how long each step of one deployment takes, in the order in which steps first ran. */
final class StepTimes {

  private final Map<String, Duration> times = new LinkedHashMap<>();

  /** What a step does. */
  interface Work<T extends @Nullable Object, X extends Exception> {
    T run() throws X;
  }

  <T extends @Nullable Object, X extends Exception> T time(String step, Work<T, X> work) throws X {
    long began = System.nanoTime();
    try {
      return work.run();
    } finally {
      add(step, Duration.ofNanos(System.nanoTime() - began));
    }
  }

  void add(String name, Duration time) {
    times.merge(name, time, Duration::plus);
  }

  List<StepTime> toList() {
    return times.entrySet().stream()
        .map(step -> new StepTime(step.getKey(), step.getValue()))
        .toList();
  }
}
