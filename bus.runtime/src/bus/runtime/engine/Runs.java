// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

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
  int await(Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (executing > 0) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          break;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return executing;
    }
  }
}
