// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.directive.Directive;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Asks for what sets of others have for some keys, now or later, without claiming them.
 *
 * <p>Values are the present {@link KeyStatus} of each key, replaced on each change: the entry is
 * the one that won, and it is told as winning. A key that no {@link ApplyConfigSet} has claimed yet
 * has no value; it gets one when the first claim takes effect. This is idle when all keys were
 * looked at, whether or not they have one.
 *
 * <p>What was found is kept for as long as this is open: when the last claim on a key leaves, its
 * controller goes on with the settings that won last, until a set claims the key anew. {@link
 * Controllers#plan} says so.
 *
 * @param keys the keys, not empty, none blank
 */
public record LookupConfigSet(Set<String> keys) implements Directive<KeyStatus> {

  /** Copies the keys. */
  public LookupConfigSet {
    keys = Collections.unmodifiableSet(new TreeSet<>(keys));
  }

  /**
   * Asks for some keys.
   *
   * @param keys the keys
   */
  public LookupConfigSet(String... keys) {
    this(Set.copyOf(Arrays.asList(keys)));
  }

  @Override
  public void validate() {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("no key to look up; expected one at least");
    }
    for (String key : keys) {
      if (key.isBlank()) {
        throw new IllegalArgumentException("a key to look up must not be blank");
      }
    }
  }
}
