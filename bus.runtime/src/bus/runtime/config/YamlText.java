// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Writes configuration sets as YAML: the same set is always the same text. */
final class YamlText {

  private static final int INDENT = 2;

  private YamlText() {}

  static String of(ConfigSet set) {
    Map<String, Object> document = new LinkedHashMap<>();
    set.entries().forEach((key, entry) -> document.put(key, fields(entry)));
    requireWellFormed(document, "");
    DumpSettings settings = settings();
    return new Dump(settings, new QuotingRepresenter(settings)).dumpToString(document);
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

  /** Says whether text has no half of a surrogate pair, which YAML can not express. */
  static boolean isWellFormed(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static void requireWellFormed(@Nullable Object node, String path) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            String place = Place.field(path, String.valueOf(key));
            requireWellFormed(key, place);
            requireWellFormed(value, place);
          });
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        requireWellFormed(list.get(i), Place.item(path, i));
      }
    } else if (node instanceof String text && !isWellFormed(text)) {
      String problem = "half of a surrogate pair; expected whole characters, as YAML has no other";
      throw new ConfigException(path, Place.prefix(path) + problem);
    }
  }

  private static DumpSettings settings() {
    return DumpSettings.builder()
        .setSchema(new CoreSchema())
        .setDefaultFlowStyle(FlowStyle.BLOCK)
        .setIndent(INDENT)
        .setIndicatorIndent(INDENT)
        .setIndentWithIndicator(true)
        .setSplitLines(false)
        .setBestLineBreak("\n")
        .setDereferenceAliases(true)
        .build();
  }
}
