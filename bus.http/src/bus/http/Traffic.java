// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and streams. Thread-safe. */
final class Traffic {
  private final Map<Integer, LongAdder> answered = new ConcurrentHashMap<>();
  private final AtomicInteger active = new AtomicInteger();
  private final AtomicInteger streams = new AtomicInteger();

  void began() {
    active.incrementAndGet();
  }

  void ended(int status) {
    active.decrementAndGet();
    answered.computeIfAbsent(status, key -> new LongAdder()).increment();
  }

  void streamBegan() {
    streams.incrementAndGet();
  }

  void streamEnded() {
    streams.decrementAndGet();
  }

  /** Returns how many requests have ended, by status. */
  Map<Integer, Long> answered() {
    Map<Integer, Long> counts = new TreeMap<>();
    answered.forEach((status, count) -> counts.put(status, count.sum()));
    return counts;
  }

  /** Returns how many requests have not ended, streams included. */
  int active() {
    return active.get();
  }

  /** Returns how many streams are open. */
  int streams() {
    return streams.get();
  }
}
