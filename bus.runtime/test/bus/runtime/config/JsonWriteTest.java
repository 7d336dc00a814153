// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Configuration sets as JSON (16.4, 16.6, 16.7, design 4.13). */
class JsonWriteTest {

  private final ConfigReader reader = new YamlConfigReader();

  private static ConfigSet set(Map<String, ? extends @Nullable Object> config) {
    return ConfigSet.of(Map.of("a", ConfigEntry.of("x", config)));
  }

  private void refused(Map<String, ? extends @Nullable Object> config, String message) {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> reader.writeJson(set(config)))
        .withMessage(message);
  }

  @Test
  void writesSortedKeysOnePerLine() {
    Map<String, @Nullable Object> config = new LinkedHashMap<>();
    config.put("servers", List.of(Map.of("port", 1, "host", "h"), List.of(), Map.of()));
    config.put("name", "two \"words\"\n");
    config.put("flag", "true");
    config.put("none", null);
    config.put("ratio", 1.5);
    config.put("most", Long.MAX_VALUE);
    ConfigSet set =
        ConfigSet.of(
            Map.of("b", new ConfigEntry("x/y", 7, config), "a", ConfigEntry.of("z", Map.of())));
    assertThat(reader.writeJson(set))
        .isEqualTo(
            """
            {
              "a": {
                "id": "z"
              },
              "b": {
                "id": "x/y",
                "rev": 7,
                "config": {
                  "flag": "true",
                  "most": 9223372036854775807,
                  "name": "two \\"words\\"\\n",
                  "none": null,
                  "ratio": 1.5,
                  "servers": [
                    {
                      "host": "h",
                      "port": 1
                    },
                    [],
                    {}
                  ]
                }
              }
            }
            """);
    assertThat(reader.writeJson(ConfigSet.EMPTY)).isEqualTo("{}\n");
  }

  /** Another reader than ours takes it as JSON, with the same content. */
  @Test
  void writesWhatOthersReadAsJson() throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    GeneratedSets sets = new GeneratedSets(7, true);
    for (int round = 0; round < 200; round++) {
      ConfigSet set = sets.set();
      JsonNode json = mapper.readTree(reader.writeJson(set));
      assertThat(json.size()).isEqualTo(set.entries().size());
      set.entries()
          .forEach(
              (key, entry) -> {
                assertThat(json.path(key).path("id").textValue()).isEqualTo(entry.id());
                assertThat(json.path(key).path("rev").longValue()).isEqualTo(entry.rev());
                JsonNode config = json.path(key).path("config");
                JsonNode wanted = mapper.valueToTree(entry.config());
                assertThat(config.isMissingNode() ? mapper.createObjectNode() : config)
                    .usingComparator((one, two) -> one.toString().compareTo(two.toString()))
                    .isEqualTo(wanted);
              });
    }
  }

  @Test
  void refusesWhatJsonHasNoFormForAndSaysWhere() {
    refused(
        Map.of("k", List.of(1, Double.NaN)),
        "a.config.k[1]: NaN has no form in JSON; expected a finite number, or YAML");
    refused(
        Map.of("k", Map.of("l", Double.NEGATIVE_INFINITY)),
        "a.config.k.l: -Infinity has no form in JSON; expected a finite number, or YAML");
    refused(
        Map.of("k", new byte[] {1}),
        "a.config.k: binary data has no form in JSON; expected text, or YAML");
    refused(
        Map.of("k", "\uD800"), "a.config.k: half of a surrogate pair; expected whole characters");
    refused(
        Map.of("k", Map.of("\uDC00", 1)),
        "a.config.k['\uDC00']: half of a surrogate pair; expected whole characters");
  }

  /** A reader of YAML takes no longer key, so that limit is told when writing. */
  @Test
  void refusesAKeyThatCouldNotBeReadAgain() {
    String longest = "k".repeat(998);
    ConfigSet set = set(Map.of(longest, 1));
    assertThat(reader.read(reader.writeJson(set), "s")).isEqualTo(set);
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> reader.writeJson(set(Map.of(longest + "k", 1))))
        .withMessage(
            "a.config: key '"
                + "k".repeat(80)
                + "…' has more than 1000 characters; expected a shorter one, or YAML");
  }
}
