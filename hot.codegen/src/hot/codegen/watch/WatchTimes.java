// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import java.time.Duration;

/**
 * How long a watch waits.
 *
 * @param one for how long all must be quiet after one file was touched
 * @param few the same for up to four files
 * @param many the same for more
 * @param most after which time a build begins even if it never gets quiet
 * @param rescan how often all files are looked at without an event
 */
public record WatchTimes(
    Duration one, Duration few, Duration many, Duration most, Duration rescan) {

  /** An editor has written a file within a millisecond; a checkout pauses for longer. */
  public static final WatchTimes DEFAULT =
      new WatchTimes(
          Duration.ofMillis(2),
          Duration.ofMillis(10),
          Duration.ofMillis(40),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3));

  private static final int FEW = 4;

  /** Returns how long it must be quiet after so many files were touched. */
  Duration quiet(int touched) {
    if (touched <= 1) {
      return one;
    }
    return touched <= FEW ? few : many;
  }

  /**
   * Returns a copy with another time between looks without an event.
   *
   * @param time how often
   * @return the copy
   */
  public WatchTimes withRescan(Duration time) {
    return new WatchTimes(one, few, many, most, time);
  }
}
