// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * Lists that mostly have one element or none, and then cost 24 bytes or nothing. Start with {@link
 * List#of()} and change one only by what is here; guarded by whoever guards the list.
 */
final class Small {

  private Small() {}

  /** Returns the list with one more element at its end. */
  static <T> List<T> with(List<T> list, T element) {
    if (list.isEmpty()) {
      return List.of(element);
    }
    List<T> more = list instanceof ArrayList<T> ? list : new ArrayList<>(list);
    more.add(element);
    return more;
  }

  /** Returns the list without one of its elements. */
  static <T> List<T> without(List<T> list, int index) {
    if (list.size() == 1) {
      return List.of();
    }
    list.remove(index);
    return list;
  }

  /** Returns the list without an element, if it is there. */
  static <T> List<T> without(List<T> list, T element) {
    int index = list.indexOf(element);
    return index < 0 ? list : without(list, index);
  }
}
