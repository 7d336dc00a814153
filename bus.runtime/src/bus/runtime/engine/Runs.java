// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the runs of one handler that execute, so that a stop can wait for their end. Thread-safe.
 *
 * <p>Runs of one handler execute on many threads, which must not meet here: hence the adder, and a
 * lock only for those who wait. Its sum is exact once no run begins any more: each end that it
 * misses makes it too high, never too low.
 */
final class Runs {

  private final LongAdder executing = new LongAdder();
  private final Object lock = new Object();
  private volatile boolean awaited;

  void began() {
    executing.increment();
  }

  void ended() {
    executing.decrement();
    if (awaited) {
      synchronized (lock) {
        lock.notifyAll();
      }
    }
  }

  /**
   * Waits until none executes; returns how many still do. Called when the handler is off the bus,
   * so that no run of it begins.
   */
  int await(Duration limit) {
    synchronized (lock) {
      awaited = true;
      TimedWait.until(lock, () -> executing.sum() == 0, limit);
      return executing.intValue();
    }
  }
}
