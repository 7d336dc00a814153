// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.KeyStatus;
import java.util.List;

/**
 * A configuration set that somebody applies, and how it is doing.
 *
 * @param directive the number of the directive that applies it
 * @param mode whether each key is on its own
 * @param ready whether the controllers of all keys are in service and this set's own
 * @param summary the numbers, in a line
 * @param keys how each key is doing, by key
 */
public record AppliedSet(
    long directive, Mode mode, boolean ready, String summary, List<KeyStatus> keys) {
  /** Copies the list. */
  public AppliedSet {
    keys = List.copyOf(keys);
  }
}
