// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import bus.api.config.DataTree;
import bus.api.config.Default;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binds plain data to config records, converting nothing silently.
 *
 * <p>Unknown fields are errors. A component that is not configured gets its {@link Default};
 * without one it must be an {@link java.util.Optional} or marked {@code @Nullable}. Lists, sets and
 * maps of a bound record can not be modified.
 *
 * <p>Made for one generation of a factory and dropped with it: all that is known about the classes
 * of a plugin is kept in the binder, nothing in static state. Thread-safe.
 */
public final class ConfigBinder {

  private final DataBinder binder = new DataBinder(false);

  /** Creates a binder that knows no class yet. */
  public ConfigBinder() {}

  /**
   * Binds data to a record. The record's code runs in this call; whatever it throws, errors too,
   * becomes a {@link ConfigException} that holds text only.
   *
   * @param type the record
   * @param tree the data, see {@link DataTree}
   * @param path where the data stands, such as {@code greeter.config}; starts each message
   * @param <C> the record
   * @return a new record
   * @throws ConfigException if the data does not fit; its message is one line with the full path,
   *     what was expected and what was found
   */
  public <C extends Record> C bind(Class<C> type, Map<String, @Nullable Object> tree, String path) {
    return type.cast(binder.read(type, plain(tree, path), path));
  }

  private static @Nullable Object plain(Map<String, @Nullable Object> tree, String path) {
    try {
      return DataTree.copyOf(tree);
    } catch (IllegalArgumentException notPlain) {
      throw new ConfigException(path, Place.prefix(path) + notPlain.getMessage());
    }
  }
}
