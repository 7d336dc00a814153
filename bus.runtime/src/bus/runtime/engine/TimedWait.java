// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for a condition that a lock guards. */
final class TimedWait {

  private TimedWait() {}

  /**
   * Waits until the condition holds or the time is over; returns whether it holds. Called with the
   * lock held. An interruption is kept for later, because a half-done stop or switch would be worse
   * than a late one.
   */
  static boolean until(Object lock, BooleanSupplier condition, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (!condition.getAsBoolean()) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        try {
          TimeUnit.NANOSECONDS.timedWait(lock, left);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
      return true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
