// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Trees of plain data: null, {@link Boolean}, {@link Long}, {@link Double}, {@link String}, {@code
 * byte[]}, {@link List} and {@link Map} with text keys.
 *
 * <p>Configurations and handed-over state are such trees. They are copied into classes of the JDK,
 * so that they keep no plugin's class loader alive, whatever collections they were made of.
 */
public final class DataTree {

  private static final int MAX_DEPTH = 100;

  private DataTree() {}

  /**
   * Copies a tree, deeply. Whole numbers become {@link Long}, other numbers {@link Double}, maps
   * are sorted by key, and lists and maps of the copy can not be changed.
   *
   * @param tree the tree, null allowed
   * @return the copy
   * @throws IllegalArgumentException if something in it is not plain data; the message names the
   *     path to it and its class
   */
  public static @Nullable Object copyOf(@Nullable Object tree) {
    return copy(tree, "", 0);
  }

  /**
   * Copies a map of plain data, deeply; see {@link #copyOf(Object)}.
   *
   * @param tree the map
   * @return the copy, sorted by key
   * @throws IllegalArgumentException if something in it is not plain data
   */
  public static Map<String, @Nullable Object> copyOfMap(
      Map<String, ? extends @Nullable Object> tree) {
    return copyMap(tree, "", 0);
  }

  private static @Nullable Object copy(@Nullable Object node, String path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("data is nested too deeply or in a circle at " + path);
    }
    if (node == null
        || node instanceof Boolean
        || node instanceof Long
        || node instanceof Double
        || node instanceof String) {
      return node;
    }
    if (node instanceof Integer || node instanceof Short || node instanceof Byte) {
      return ((Number) node).longValue();
    }
    if (node instanceof Float number) {
      return number.doubleValue();
    }
    if (node instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (node instanceof Map<?, ?> map) {
      return copyMap(map, path, depth);
    }
    if (node instanceof Iterable<?> items) {
      List<@Nullable Object> copy = new ArrayList<>();
      for (Object item : items) {
        copy.add(copy(item, path + "[" + copy.size() + "]", depth + 1));
      }
      return Collections.unmodifiableList(copy);
    }
    throw new IllegalArgumentException(
        "%s is of %s; expected null, a boolean, number, text, byte[], list or map of these"
            .formatted(path.isEmpty() ? "the data" : path, node.getClass().getName()));
  }

  private static Map<String, @Nullable Object> copyMap(
      Map<?, ? extends @Nullable Object> map, String path, int depth) {
    Map<String, @Nullable Object> copy = new TreeMap<>();
    for (Map.Entry<?, ? extends @Nullable Object> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw new IllegalArgumentException(
            "%s has a key that is not text: %s"
                .formatted(path.isEmpty() ? "the data" : path, entry.getKey()));
      }
      copy.put(key, copy(entry.getValue(), path.isEmpty() ? key : path + "." + key, depth + 1));
    }
    return Collections.unmodifiableMap(copy);
  }
}
