// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Desired state: which controllers should run, each under a key.
 *
 * @param entries the controllers by key, sorted; no key is blank
 */
public record ConfigSet(SortedMap<String, ConfigEntry> entries) {

  /** No controllers. */
  public static final ConfigSet EMPTY = new ConfigSet(new TreeMap<>());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a key is blank
   */
  public ConfigSet {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    for (String key : entries.keySet()) {
      if (key.isBlank()) {
        throw new IllegalArgumentException("a key must not be blank");
      }
    }
  }

  /**
   * Creates a set.
   *
   * @param entries the controllers by key
   * @return the set
   */
  public static ConfigSet of(Map<String, ConfigEntry> entries) {
    return new ConfigSet(new TreeMap<>(entries));
  }

  /**
   * Returns this set with the entries of another one; of two entries with one key that with the
   * higher revision stays, the other set's if they are equal.
   *
   * @param other the other set
   * @return the merged set
   */
  public ConfigSet mergedWith(ConfigSet other) {
    SortedMap<String, ConfigEntry> merged = new TreeMap<>(entries);
    other.entries.forEach(
        (key, entry) ->
            merged.merge(key, entry, (mine, theirs) -> theirs.rev() >= mine.rev() ? theirs : mine));
    return new ConfigSet(merged);
  }
}
