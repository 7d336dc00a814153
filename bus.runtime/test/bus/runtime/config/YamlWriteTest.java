// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Configuration sets as YAML (16.7, 16.17, design 4.13). */
class YamlWriteTest {

  private final ConfigReader reader = new YamlConfigReader();

  @Test
  void writesBlocksWithSortedKeys() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("servers", List.of(Map.of("port", 1, "host", "h"), List.of(1, 2), List.of()));
    config.put("name", "two words");
    config.put("flag", "true");
    config.put("none", null);
    config.put("empty", Map.of());
    config.put("ratio", 1.5);
    config.put("text", "a\nb\n");
    config.put("bytes", new byte[] {1, 2, -1});
    ConfigSet set =
        ConfigSet.of(
            Map.of("b", new ConfigEntry("x/y", 7, config), "a", ConfigEntry.of("z", Map.of())));
    assertThat(reader.write(set))
        .isEqualTo(
            """
            a:
              id: z
            b:
              id: x/y
              rev: 7
              config:
                bytes: !!binary |-
                  AQL/
                empty: {}
                flag: 'true'
                name: two words
                none: null
                ratio: 1.5
                servers:
                  - host: h
                    port: 1
                  -   - 1
                      - 2
                  - []
                text: |
                  a
                  b
            """);
  }

  @Test
  void refusesHalfASurrogatePair() {
    ConfigSet set = ConfigSet.of(Map.of("a", ConfigEntry.of("x", Map.of("k", List.of("\uD800")))));
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> reader.write(set))
        .withMessage(
            "a.config.k[0]: half of a surrogate pair; expected whole characters, as YAML has no"
                + " other");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> reader.read("a: {id: x, config: {k: \"\\ud800\"}}", "s"))
        .withMessage("s:1:24: a.config.k: half of a surrogate pair; expected whole characters");
  }

  @Test
  void writesTheEmptySet() {
    assertThat(reader.write(ConfigSet.EMPTY)).isEqualTo("{}\n");
  }

  @Test
  void writesNoAliasForWhatOccursTwice() {
    List<Integer> shared = List.of(1);
    ConfigSet set =
        ConfigSet.of(Map.of("a", ConfigEntry.of("x", Map.of("k", shared, "l", shared))));
    assertThat(reader.write(set))
        .isEqualTo("a:\n  id: x\n  config:\n    k:\n      - 1\n    l:\n      - 1\n");
  }

  @Test
  void readsBackBytes() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    ConfigSet set = ConfigSet.of(Map.of("a", ConfigEntry.of("x", Map.of("b", bytes))));
    Object again = reader.read(reader.write(set), "s").entries().get("a").config().get("b");
    assertThat((byte[]) again).isEqualTo(bytes);
  }
}
