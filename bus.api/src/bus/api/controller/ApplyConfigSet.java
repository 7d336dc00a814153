// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigSet;
import bus.api.directive.Directive;

/**
 * Asks that the controllers of a set run, for as long as this is open.
 *
 * <p>Several sets may claim one key: the claim with the highest revision wins, among equal ones the
 * oldest; the others are told so and get the key back when the winner leaves. Values are the
 * present {@link KeyStatus} of each key, replaced on each change; {@link ConfigSetStatus} sums them
 * up. This is idle when each key has one, and a set that is applied as a whole when it was tried.
 *
 * @param set the desired controllers
 * @param mode whether each key is on its own
 */
public record ApplyConfigSet(ConfigSet set, Mode mode) implements Directive<KeyStatus> {

  /** Whether each key of a set is on its own. */
  public enum Mode {

    /** Each key is on its own: what can run does, and what can not is retried or waits. */
    PARTIAL,

    /**
     * All or nothing. The controllers of all keys that change are made beside what runs, given the
     * state of what they replace and executed until they are ready, while what runs still answers;
     * then all take over. If one of them fails, is not ready in time (30 s by default), has no
     * factory or invalid settings, or another set's claim on its key wins, then nothing changes for
     * any key, and the status of each key says what the obstacle is. A key that the set wants as it
     * is must be ready, too.
     *
     * <p>As long as this is open the set is tried again: when a factory of its controllers comes or
     * changes, when the claim that won leaves, and after a failure with growing delays. Only if a
     * try had to stop an {@linkplain ControllerInfo#exclusive() exclusive} controller, which is
     * made again with its state, is it not repeated by itself: that would interrupt its service
     * again and again. To give up, release this.
     *
     * <p>Until it is in effect the set has no claims, though what runs for its keys when all claims
     * of others have left stays for it to replace. Its claims count from the moment it takes effect
     * and are those of any set from then on: a controller that fails later is retried, and the
     * others stay. One set is tried at a time, in order of addition; claims on the keys of a set
     * that is being tried take effect after that.
     *
     * <p>The controllers answer directives only when the set takes effect, so none can be ready
     * that needs the answers of another one to become so.
     */
    ATOMIC
  }

  /**
   * Asks for a set of which each key is on its own.
   *
   * @param set the desired controllers
   */
  public ApplyConfigSet(ConfigSet set) {
    this(set, Mode.PARTIAL);
  }
}
