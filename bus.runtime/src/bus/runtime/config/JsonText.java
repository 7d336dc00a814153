// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a configuration set as JSON: the same set is always the same text, which readers of YAML
 * understand as well. Used once.
 */
final class JsonText {

  private static final int INDENT = 2;

  /** YAML, which reads this too, takes no longer one without a mark of its own. */
  private static final int MAX_KEY = 1000;

  private final StringBuilder text = new StringBuilder();
  private int depth;

  private JsonText() {}

  /**
   * Writes a set.
   *
   * @throws ConfigException if it holds something that JSON has no form for
   */
  static String of(ConfigSet set) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    set.entries().forEach((key, entry) -> document.put(key, fields(entry)));
    JsonText json = new JsonText();
    json.map(document, "");
    return json.text.append('\n').toString();
  }

  private static Map<String, @Nullable Object> fields(ConfigEntry entry) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("id", entry.id());
    if (entry.rev() != 0) {
      fields.put("rev", entry.rev());
    }
    if (!entry.config().isEmpty()) {
      fields.put("config", entry.config());
    }
    return fields;
  }

  private void value(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      map(map, path);
    } else if (value instanceof List<?> list) {
      list(list, path);
    } else if (value instanceof String string) {
      string(string, path);
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      throw problem(path, number + " has no form in JSON; expected a finite number, or YAML");
    } else if (value instanceof byte[]) {
      throw problem(path, "binary data has no form in JSON; expected text, or YAML");
    } else {
      text.append(value);
    }
  }

  private void map(Map<?, ?> map, String path) {
    List<Consumer<JsonText>> parts = new ArrayList<>();
    map.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          String place = Place.field(path, name);
          parts.add(
              json -> {
                json.key(name, path, place);
                json.value(value, place);
              });
        });
    block('{', parts, '}');
  }

  private void list(List<?> list, String path) {
    List<Consumer<JsonText>> parts = new ArrayList<>();
    for (Object item : list) {
      String place = Place.item(path, parts.size());
      parts.add(json -> json.value(item, place));
    }
    block('[', parts, ']');
  }

  private void block(char open, List<Consumer<JsonText>> parts, char close) {
    text.append(open);
    depth++;
    String separator = "";
    for (Consumer<JsonText> part : parts) {
      text.append(separator);
      newLine();
      part.accept(this);
      separator = ",";
    }
    depth--;
    if (!parts.isEmpty()) {
      newLine();
    }
    text.append(close);
  }

  private void newLine() {
    text.append('\n').append(" ".repeat(INDENT * depth));
  }

  private void key(String key, String parent, String path) {
    int begin = text.length();
    string(key, path);
    if (text.length() - begin > MAX_KEY) {
      throw problem(
          parent,
          "key %s has more than %d characters; expected a shorter one, or YAML"
              .formatted(Found.quoted(key), MAX_KEY));
    }
    text.append(": ");
  }

  private void string(String value, String path) {
    if (!YamlText.isWellFormed(value)) {
      throw problem(path, "half of a surrogate pair; expected whole characters");
    }
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      letter(value.charAt(i));
    }
    text.append('"');
  }

  private void letter(char letter) {
    switch (letter) {
      case '"' -> text.append("\\\"");
      case '\\' -> text.append("\\\\");
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (isShown(letter)) {
          text.append(letter);
        } else {
          text.append("\\u%04x".formatted((int) letter));
        }
      }
    }
  }

  /**
   * Not shown are control characters, line breaks, the byte order mark and what is no character.
   */
  private static boolean isShown(char letter) {
    return !Character.isISOControl(letter)
        && letter != '\u2028'
        && letter != '\u2029'
        && letter != '\uFEFF'
        && letter < '\uFFFE';
  }

  private static ConfigException problem(String path, String problem) {
    return new ConfigException(path, Place.prefix(path) + problem);
  }
}
