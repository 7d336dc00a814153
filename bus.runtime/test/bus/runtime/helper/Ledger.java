// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what was done and undone; each entry is one thing that was done. Thread-safe. */
final class Ledger {

  private final Map<Integer, AtomicInteger> undone = new ConcurrentHashMap<>();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  /** Does something; the result undoes it. */
  AutoCloseable enter() {
    int number = done.incrementAndGet();
    AtomicInteger count = new AtomicInteger();
    undone.put(number, count);
    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
    return () -> {
      inside.decrementAndGet();
      count.incrementAndGet();
    };
  }

  int done() {
    return done.get();
  }

  /** Returns how many things were done and not undone when they were most. */
  int most() {
    return most.get();
  }

  void assertEachUndoneOnce() {
    assertThat(undone.values()).allSatisfy(count -> assertThat(count).hasValue(1));
    assertThat(undone).hasSize(done.get());
  }
}
