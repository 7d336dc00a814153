// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import java.util.concurrent.locks.LockSupport;

/** Waits between two measurements. */
final class Pause {
  private Pause() {}

  static void ms(double millis) {
    long end = System.nanoTime() + (long) (millis * 1e6);
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
