// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One controller that should run.
 *
 * <p>The settings are kept as data and bound to the record of the controller's factory when there
 * is one; so an entry may name a controller whose plugin is not loaded yet, and survives a reload
 * of that plugin.
 *
 * @param id the config id, which says what kind of controller; not blank
 * @param rev the revision: among several claims on a key the highest wins; not negative
 * @param config the settings, see {@link DataTree}
 */
public record ConfigEntry(String id, long rev, Map<String, @Nullable Object> config) {

  /**
   * Copies the settings.
   *
   * @throws IllegalArgumentException if the id is blank, the revision negative, or the settings are
   *     not plain data
   */
  public ConfigEntry {
    if (id.isBlank()) {
      throw new IllegalArgumentException("id must not be blank");
    }
    if (rev < 0) {
      throw new IllegalArgumentException("rev must not be negative: " + rev);
    }
    config = DataTree.copyOfMap(config);
  }

  /**
   * Creates an entry of revision 0.
   *
   * @param id the config id
   * @param config the settings
   * @return the entry
   */
  public static ConfigEntry of(String id, Map<String, ? extends @Nullable Object> config) {
    return new ConfigEntry(id, 0, DataTree.copyOfMap(config));
  }
}
