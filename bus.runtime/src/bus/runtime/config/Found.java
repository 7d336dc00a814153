// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows data in messages: on one line, shortened, with its kind. */
final class Found {

  private static final int MAX_SHOWN = 80;

  private Found() {}

  /** Shows a value of a data tree, such as {@code 'abc' (text)}. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof byte[] bytes) {
      return bytes.length + " bytes (binary)";
    }
    String shown = value instanceof String text ? quoted(text) : cut(oneLine(value.toString()));
    return shown + " (" + kind(value) + ")";
  }

  /** Names what kind of data a value is. */
  static String kind(@Nullable Object value) {
    if (value instanceof Long) {
      return "integer";
    }
    if (value instanceof Number && !(value instanceof Double)) {
      return value instanceof BigInteger ? "integer" : "number";
    }
    if (value instanceof Double) {
      return "number";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof List<?>) {
      return "list";
    }
    if (value instanceof Map<?, ?>) {
      return "map";
    }
    return value == null ? "null" : value instanceof byte[] ? "binary" : "text";
  }

  /** Shows text in quotes, shortened. */
  static String quoted(String text) {
    return "'" + cut(oneLine(text)) + "'";
  }

  /** Shows line breaks and other control characters as escapes. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      switch (letter) {
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> {
          if (Character.isISOControl(letter) || letter == '\u2028' || letter == '\u2029') {
            line.append("\\u%04x".formatted((int) letter));
          } else {
            line.append(letter);
          }
        }
      }
    }
    return line.toString();
  }

  private static String cut(String text) {
    if (text.length() <= MAX_SHOWN) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_SHOWN - 1)) ? MAX_SHOWN - 1 : MAX_SHOWN;
    return text.substring(0, end) + "…";
  }
}
