// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.time.Duration;

/**
 * The limits of a bus, most of them of time.
 *
 * @param readyAfter how long {@code execute} must run without failing to count as ready
 * @param ready how long a replacement may take to become ready
 * @param stop how long a controller may take to stop
 * @param handOver how long each step of a state hand-over may take
 * @param handOverBytes how large the state may be that is handed over, about
 * @param settle how long the resolvers of a replacement may take to give their first value before
 *     the old ones go
 * @param retryFirst the delay after the first failure
 * @param retryMost the longest delay between tries
 */
public record Limits(
    Duration readyAfter,
    Duration ready,
    Duration stop,
    Duration handOver,
    long handOverBytes,
    Duration settle,
    Duration retryFirst,
    Duration retryMost) {

  /** The limits of design section 4.10 and 6. */
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofMillis(50),
          Duration.ofSeconds(30),
          Duration.ofSeconds(10),
          Duration.ofSeconds(2),
          16L << 20,
          Duration.ofSeconds(5),
          Duration.ofMillis(100),
          Duration.ofSeconds(30));

  /**
   * Returns a copy with another time to count as ready.
   *
   * @param time how long
   * @return the copy
   */
  public Limits withReadyAfter(Duration time) {
    return new Limits(time, ready, stop, handOver, handOverBytes, settle, retryFirst, retryMost);
  }

  /**
   * Returns a copy with another limit for becoming ready.
   *
   * @param time how long
   * @return the copy
   */
  public Limits withReady(Duration time) {
    return new Limits(
        readyAfter, time, stop, handOver, handOverBytes, settle, retryFirst, retryMost);
  }

  /**
   * Returns a copy with another limit for stopping.
   *
   * @param time how long
   * @return the copy
   */
  public Limits withStop(Duration time) {
    return new Limits(
        readyAfter, ready, time, handOver, handOverBytes, settle, retryFirst, retryMost);
  }

  /**
   * Returns a copy with another limit for each step of a hand-over.
   *
   * @param time how long
   * @return the copy
   */
  public Limits withHandOver(Duration time) {
    return new Limits(readyAfter, ready, stop, time, handOverBytes, settle, retryFirst, retryMost);
  }

  /**
   * Returns a copy with another limit for the size of a state.
   *
   * @param bytes how many, about
   * @return the copy
   */
  public Limits withHandOverBytes(long bytes) {
    return new Limits(readyAfter, ready, stop, handOver, bytes, settle, retryFirst, retryMost);
  }

  /**
   * Returns a copy with other delays between tries.
   *
   * @param first after the first failure
   * @param most the longest
   * @return the copy
   */
  public Limits withRetry(Duration first, Duration most) {
    return new Limits(readyAfter, ready, stop, handOver, handOverBytes, settle, first, most);
  }
}
