// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * The delay before the next try, by the number of consecutive failures (design 4.10, W7): growing,
 * jittered, without end.
 */
final class Backoff {

  private static final double FACTOR = 1.8;
  private static final double JITTER = 0.2;

  private final Limits limits;
  private final DoubleSupplier random;
  private int failures;

  /** The random source gives numbers from 0 to 1. */
  Backoff(Limits limits, DoubleSupplier random) {
    this.limits = limits;
    this.random = random;
  }

  /**
   * Counts a failure of something that was good for some time before, and returns how long to wait.
   */
  Duration failed(Duration wasGoodFor) {
    if (wasGoodFor.compareTo(limits.retryMost()) > 0) {
      failures = 0;
    }
    double delay = (double) limits.retryFirst().toNanos() * Math.pow(FACTOR, failures);
    failures++;
    double bounded = Math.min(delay, (double) limits.retryMost().toNanos());
    double jitter = 1 + JITTER * (2 * random.getAsDouble() - 1);
    return Duration.ofNanos((long) (bounded * jitter));
  }

  void reset() {
    failures = 0;
  }
}
