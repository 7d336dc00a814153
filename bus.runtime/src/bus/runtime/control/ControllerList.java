// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The controllers that exist, by number. Thread-safe. */
final class ControllerList {

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, ControllerRun> runs = new ConcurrentSkipListMap<>();

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  void add(ControllerRun run) {
    runs.put(run.number(), run);
  }

  void remove(ControllerRun run) {
    runs.remove(run.number());
  }

  List<ControllerRun> all() {
    return List.copyOf(runs.values());
  }
}
