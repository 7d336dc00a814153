// SPDX-License-Identifier: Apache-2.0
package bus.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait for an answer.
 *
 * @param whenIdle what to do when nobody is looking for values (any more)
 * @param ignoreFailures whether to go on when a resolver fails; if false its failure ends the
 *     waiting
 * @param timeout how long to wait in all, or null for no limit
 */
public record OneOff(WhenIdle whenIdle, boolean ignoreFailures, @Nullable Duration timeout) {

  /** Waits until there is a value or a resolver fails. */
  public static final OneOff WAITING = new OneOff(WhenIdle.WAIT, false, null);

  /** Waits until the directive is idle or a resolver fails. */
  public static final OneOff UNTIL_IDLE = new OneOff(WhenIdle.GIVE_UP, false, null);

  /** What to do when a directive is idle without a value. */
  public enum WhenIdle {
    /** Wait for a handler that comes later. */
    WAIT,
    /** Fail with {@link BusException.Reason#NO_VALUE}. */
    GIVE_UP
  }

  /**
   * Creates options.
   *
   * @throws IllegalArgumentException if the time-out is negative
   */
  public OneOff {
    if (timeout != null && timeout.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + timeout);
    }
  }

  /**
   * Returns a copy that waits no longer than a given time.
   *
   * @param limit how long, then it fails with {@link BusException.Reason#TIMED_OUT}
   * @return the copy
   */
  public OneOff within(Duration limit) {
    return new OneOff(whenIdle, ignoreFailures, limit);
  }

  /**
   * Returns a copy that goes on when a resolver fails.
   *
   * @return the copy
   */
  public OneOff ignoringFailures() {
    return new OneOff(whenIdle, true, timeout);
  }
}
