// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes the time of one step after the other; steps of the same name are added up. */
final class Stopwatch {

  private final Map<String, Duration> times = new LinkedHashMap<>();
  private long last = System.nanoTime();

  /** Ends a step; the next one begins. */
  void ended(String step) {
    long now = System.nanoTime();
    times.merge(step, Duration.ofNanos(now - last), Duration::plus);
    last = now;
  }

  List<StepTime> times() {
    return times.entrySet().stream()
        .map(step -> new StepTime(step.getKey(), step.getValue()))
        .toList();
  }
}
