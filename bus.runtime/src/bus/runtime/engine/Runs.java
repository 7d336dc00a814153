// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.time.Duration;

/** Counts the runs that execute, so that a stop can wait for their end. Thread-safe. */
final class Runs {

  private final Object lock = new Object();
  private int executing;

  void began() {
    synchronized (lock) {
      executing++;
    }
  }

  void ended() {
    synchronized (lock) {
      executing--;
      lock.notifyAll();
    }
  }

  /** Waits until none executes; returns how many still do. */
  int await(Duration limit) {
    synchronized (lock) {
      TimedWait.until(lock, () -> executing == 0, limit);
      return executing;
    }
  }
}
