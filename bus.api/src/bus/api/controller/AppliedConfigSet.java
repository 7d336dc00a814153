// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import java.util.Comparator;
import java.util.List;

/**
 * A configuration set that somebody applies, and how it is doing, as data.
 *
 * @param directive the number of the directive that applies it
 * @param mode whether each key is on its own
 * @param ready whether the controllers of all keys are in service and this set's own
 * @param summary the numbers, in a line
 * @param set what is wanted
 * @param keys how each key is doing, by key; a key is missing for the moment in which the set has
 *     just come
 */
public record AppliedConfigSet(
    long directive, Mode mode, boolean ready, String summary, ConfigSet set, List<KeyStatus> keys) {

  /** Copies the list. */
  public AppliedConfigSet {
    keys = List.copyOf(keys);
  }

  /**
   * Sums up.
   *
   * @param directive the number of the directive
   * @param wanted the directive
   * @param keys the status of each key
   * @return the sum
   */
  public static AppliedConfigSet of(long directive, ApplyConfigSet wanted, List<KeyStatus> keys) {
    ConfigSetStatus status = ConfigSetStatus.of(keys);
    return new AppliedConfigSet(
        directive,
        wanted.mode(),
        status.ready() && keys.size() == wanted.set().entries().size(),
        status.summary(),
        wanted.set(),
        keys.stream().sorted(Comparator.comparing(KeyStatus::key)).toList());
  }
}
