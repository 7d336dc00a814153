// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much plain data is, about: a byte for each byte, two for each character of texts and of the
 * keys of maps, 16 for each number, boolean, null, item and field.
 */
final class StateSize {

  private static final long EACH = 16;

  private StateSize() {}

  static long of(@Nullable Object data) {
    if (data instanceof String text) {
      return EACH + 2L * text.length();
    }
    if (data instanceof byte[] bytes) {
      return EACH + bytes.length;
    }
    if (data instanceof Collection<?> items) {
      return EACH + items.stream().mapToLong(StateSize::of).sum();
    }
    if (data instanceof Map<?, ?> map) {
      return EACH
          + map.entrySet().stream()
              .mapToLong(field -> of(field.getKey()) + of(field.getValue()))
              .sum();
    }
    return EACH;
  }
}
