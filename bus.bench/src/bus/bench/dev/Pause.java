// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Waits as a person does between two edits. */
final class Pause {

  private final Random random;

  Pause(long seed) {
    random = new Random(seed);
  }

  /** Waits for 1 to 2 seconds. */
  void human() {
    ms(1_000 + random.nextInt(1_000));
  }

  static void ms(long millis) {
    long end = System.nanoTime() + millis * 1_000_000;
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
