// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The live instances of one class of directive, by key.
 *
 * <p>A bucket hangs on the class itself (see {@link TypeBuckets}), so it goes with the class.
 */
final class TypeBucket {

  /** The class and all its supertypes. */
  final List<Class<?>> types;

  final Map<Object, InstanceImpl<?>> instances = new ConcurrentHashMap<>();

  /**
   * Whether {@link TypeBuckets} has listed this; computing a class value twice must not list a
   * bucket that nobody uses.
   */
  volatile boolean known;

  TypeBucket(Class<?> type) {
    Set<Class<?>> found = new LinkedHashSet<>();
    collect(type, found);
    types = List.copyOf(new ArrayList<>(found));
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    found.add(type);
    if (type.getSuperclass() != null) {
      collect(type.getSuperclass(), found);
    }
    for (Class<?> each : type.getInterfaces()) {
      collect(each, found);
    }
  }

  boolean isOfAny(Set<Class<?>> wanted) {
    return types.stream().anyMatch(wanted::contains);
  }
}
