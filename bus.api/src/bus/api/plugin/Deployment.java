// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;
import java.util.List;

/**
 * The record of one transaction that took the set of plugins from one state to the next.
 *
 * @param number its number, rising from 1
 * @param at when it began
 * @param changes what happened to each plugin or file concerned
 * @param steps how long each step took, in order
 */
public record Deployment(long number, Instant at, List<Change> changes, List<StepTime> steps) {

  /** Copies both lists. */
  public Deployment {
    changes = List.copyOf(changes);
    steps = List.copyOf(steps);
  }

  /**
   * Says whether everything came about.
   *
   * @return false if at least one change was refused or undone
   */
  public boolean successful() {
    return changes.stream()
        .noneMatch(
            change ->
                change.kind() == Change.Kind.REFUSED || change.kind() == Change.Kind.RETURNED);
  }

  /**
   * What happened to one plugin or file.
   *
   * @param kind what happened
   * @param plugin the plugin id; the file name if it is not known
   * @param fromVersion the version that ran before, empty if none
   * @param toVersion the version that was wanted or runs now, empty if none
   * @param file the name of the file concerned, empty if it is gone
   * @param reason why, in a sentence a person understands
   */
  public record Change(
      Kind kind, String plugin, String fromVersion, String toVersion, String file, String reason) {

    /** What can happen. */
    public enum Kind {
      /** It came and runs. */
      ADDED,
      /** It runs in the place of its predecessor. */
      REPLACED,
      /** Its content is the same; it runs anew, since something that it imports was replaced. */
      REWIRED,
      /** It is gone. */
      REMOVED,
      /** It was not taken; what ran before still runs. */
      REFUSED,
      /**
       * It is not taken as long as the plugin is pinned or others need its packages; what ran
       * before still runs.
       */
      HELD,
      /** It failed within its probation; its predecessor runs again. */
      RETURNED
    }
  }
}
