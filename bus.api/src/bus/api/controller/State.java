// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.DataTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * State that one controller hands to the next, as plain data.
 *
 * @param schema the number of the form of {@code data}, chosen by the controller; raise it when the
 *     form changes
 * @param version the version of the controller that saved it; empty until the bus fills it in
 * @param data the state, see {@link DataTree}; the copy consists of classes of the JDK only
 */
public record State(int schema, String version, Map<String, @Nullable Object> data) {

  /**
   * Copies the data.
   *
   * @throws IllegalArgumentException if it is not plain data
   */
  public State {
    data = DataTree.copyOfMap(data);
  }

  /**
   * Creates state to be saved.
   *
   * @param schema the number of the form of the data
   * @param data the state
   * @return the state
   */
  public static State of(int schema, Map<String, ? extends @Nullable Object> data) {
    return new State(schema, "", DataTree.copyOfMap(data));
  }

  /**
   * Returns one field.
   *
   * @param name its name
   * @param type the class it must have: {@link Boolean}, {@link Long}, {@link Double}, {@link
   *     String}, {@code byte[]}, {@link java.util.List} or {@link Map}
   * @param <T> that class
   * @return the field, empty if it is absent or null
   * @throws IllegalArgumentException if it is of another class
   */
  public <T> Optional<T> field(String name, Class<T> type) {
    Object value = data.get(name);
    return value == null ? Optional.empty() : Optional.of(cast(name, value, type));
  }

  /**
   * Returns one field that is a map, with all its values of one class.
   *
   * @param name its name
   * @param type the class that its values must have
   * @param <T> that class
   * @return the map, empty if the field is absent
   * @throws IllegalArgumentException if it is no map, or a value is of another class or null
   */
  public <T> Map<String, T> map(String name, Class<T> type) {
    Map<String, T> map = new TreeMap<>();
    Map<?, ?> found = field(name, Map.class).orElse(Map.of());
    found.forEach(
        (key, value) -> map.put(String.valueOf(key), cast(name + "." + key, value, type)));
    return map;
  }

  /**
   * Returns one field that is a list, with all its items of one class.
   *
   * @param name its name
   * @param type the class that its items must have
   * @param <T> that class
   * @return the list, empty if the field is absent
   * @throws IllegalArgumentException if it is no list, or an item is of another class or null
   */
  public <T> List<T> list(String name, Class<T> type) {
    List<T> list = new ArrayList<>();
    List<?> found = field(name, List.class).orElse(List.of());
    found.forEach(item -> list.add(cast(name + "[" + list.size() + "]", item, type)));
    return list;
  }

  /**
   * Returns one field that is an integer.
   *
   * @param name its name
   * @param otherwise what to return if the field is absent
   * @return the integer
   * @throws IllegalArgumentException if it is of another class
   */
  public long number(String name, long otherwise) {
    return field(name, Long.class).orElse(otherwise);
  }

  private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "state field %s is %s; expected %s"
              .formatted(
                  name,
                  value == null ? "null" : "of " + value.getClass().getName(),
                  type.getName()));
    }
    return type.cast(value);
  }
}
