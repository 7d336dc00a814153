// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import bus.api.plugin.StepTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Takes the time of one step after the other. */
final class Stopwatch {

  private final List<StepTime> times = new ArrayList<>();
  private long last = System.nanoTime();

  /** Ends a step; the next one begins. */
  void ended(String step) {
    long now = System.nanoTime();
    times.add(new StepTime(step, Duration.ofNanos(now - last)));
    last = now;
  }

  List<StepTime> times() {
    return List.copyOf(times);
  }
}
