// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Failure;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * When to try again what has failed: after a delay that grows with each failure in a row, without
 * end. What ran for longer than {@code longest} before it failed was good: the delays begin anew.
 *
 * @param first the delay after the first failure, longer than nothing
 * @param longest the delay is no longer than this, at least {@code first}
 * @param factor by how much the delay grows with each failure in a row, at least 1
 * @param jitter by which part of it the delay is made shorter or longer at random, from 0 to 1, so
 *     that those that failed together do not try again together
 * @param onFailure told of each failure, on the thread that tries; to log it, for instance
 */
public record Retry(
    Duration first,
    Duration longest,
    double factor,
    double jitter,
    Consumer<? super Failure> onFailure) {

  /** From 100 ms to 30 s, 1.8 times longer each time, give or take a fifth. */
  public static final Retry DEFAULT =
      new Retry(Duration.ofMillis(100), Duration.ofSeconds(30), 1.8, 0.2, failure -> {});

  /**
   * Creates a retry.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public Retry {
    if (first.isNegative() || first.isZero()) {
      throw new IllegalArgumentException("first must be longer than nothing: " + first);
    }
    if (longest.compareTo(first) < 0) {
      throw new IllegalArgumentException(
          "longest must be at least first, which is " + first + ": " + longest);
    }
    if (!(factor >= 1)) {
      throw new IllegalArgumentException("factor must be at least 1: " + factor);
    }
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be from 0 to 1: " + jitter);
    }
  }

  /**
   * Returns a copy with other delays.
   *
   * @param shortest the delay after the first failure
   * @param limit the delay is no longer than this
   * @return the copy
   */
  public Retry between(Duration shortest, Duration limit) {
    return new Retry(shortest, limit, factor, jitter, onFailure);
  }

  /**
   * Returns a copy that tells of each failure.
   *
   * @param listener given the failure, on the thread that tries; what it throws ends the trying
   * @return the copy
   */
  public Retry telling(Consumer<? super Failure> listener) {
    return new Retry(first, longest, factor, jitter, listener);
  }

  /** Returns how many failures in a row there were before one that came after some time. */
  int inARow(int failuresBefore, Duration lasted) {
    return lasted.compareTo(longest) > 0 ? 0 : failuresBefore;
  }

  /**
   * Returns how long to wait.
   *
   * @param failuresBefore how many failures in a row there were before the latest, from 0
   * @return the delay, jittered
   */
  public Duration delay(int failuresBefore) {
    double grown = (double) first.toNanos() * Math.pow(factor, failuresBefore);
    double bounded = Math.min(grown, (double) longest.toNanos());
    double part = 1 + jitter * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    return Duration.ofNanos((long) (bounded * part));
  }
}
