// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Duration;
import java.util.List;

/**
 * What the deployer has done since it started, for metrics. All numbers only rise.
 *
 * @param deployments deployments that changed or refused something
 * @param added plugins that came
 * @param replaced plugins that took the place of a predecessor
 * @param rewired plugins that came anew because of another one
 * @param removed plugins that went
 * @param refused contents that were not taken
 * @param returned plugins that went back to their predecessor within the probation
 * @param time how long all deployments took
 * @param durations how many deployments took how long, by rising bounds
 */
public record DeploymentCounts(
    long deployments,
    long added,
    long replaced,
    long rewired,
    long removed,
    long refused,
    long returned,
    Duration time,
    List<Bucket> durations) {

  /** Copies the list. */
  public DeploymentCounts {
    durations = List.copyOf(durations);
  }

  /**
   * A bar of a cumulative histogram.
   *
   * @param atMost its bound; of the last one more than any deployment takes
   * @param count how many deployments took at most so long
   */
  public record Bucket(Duration atMost, long count) {}
}
