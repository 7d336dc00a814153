// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** When each build of each plugin was seen for the first time. Thread-safe. */
final class Sightings {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private final Map<String, Long> times = new HashMap<>();

  synchronized void seen(String plugin, long number) {
    times.putIfAbsent(plugin + " " + number, System.nanoTime());
    notifyAll();
  }

  /** Waits until a build was seen; returns when that was, in nanoseconds. */
  synchronized long await(String plugin, long number) throws InterruptedException {
    String key = plugin + " " + number;
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!times.containsKey(key)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException("build " + key + " was not seen within " + LIMIT);
      }
      wait(left);
    }
    return times.remove(key);
  }
}
