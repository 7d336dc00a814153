// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is written is read as it was, and written again as the same text, in both forms (16.4-16.7,
 * 16.17, design 4.13).
 */
class ConfigRoundTripTest {

  private static final int ROUNDS = 300;

  private final ConfigReader reader = new YamlConfigReader();

  enum Form {
    YAML,
    JSON
  }

  private String write(Form form, ConfigSet set) {
    return form == Form.YAML ? reader.write(set) : reader.writeJson(set);
  }

  private void check(Form form, ConfigSet set, String what) {
    String written = write(form, set);
    ConfigSet again = reader.read(written, "s");
    assertThat(again).as("%s as %s:%n%s", what, form, written).isEqualTo(set);
    assertThat(write(form, again)).as(what).isEqualTo(written);
  }

  @ParameterizedTest
  @EnumSource
  void readsBackEachTrickyTextAsValueAndAsKey(Form form) {
    for (String text : GeneratedSets.TRICKY) {
      String key = form == Form.JSON && text.length() > 900 ? "k" : text + "k";
      ConfigSet set =
          ConfigSet.of(
              Map.of("a", ConfigEntry.of("x", Map.of("v", text, key, 1, "l", List.of(text)))));
      check(form, set, "text " + text);
    }
  }

  /** The same seeds in each run; {@code -Dbus.config.seed=N} begins elsewhere. */
  static LongStream seeds() {
    long first = Long.getLong("bus.config.seed", 1);
    return LongStream.range(first, first + 6);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsBackWhatItWroteForGeneratedTrees(long seed) {
    for (Form form : Form.values()) {
      GeneratedSets sets = new GeneratedSets(seed, form == Form.JSON);
      for (int round = 0; round < ROUNDS; round++) {
        check(form, sets.set(), "seed " + seed + " round " + round);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void writesTheSameTextWhateverTheOrderOfTheMaps(long seed) {
    Random random = new Random(seed);
    GeneratedSets sets = new GeneratedSets(seed, true);
    for (int round = 0; round < ROUNDS; round++) {
      ConfigSet set = sets.set();
      Map<String, ConfigEntry> shuffled = new LinkedHashMap<>();
      List<String> keys = new ArrayList<>(set.entries().keySet());
      Collections.shuffle(keys, random);
      for (String key : keys) {
        ConfigEntry entry = set.entries().get(key);
        List<String> names = new ArrayList<>(entry.config().keySet());
        Collections.shuffle(names, random);
        Map<String, Object> config = new LinkedHashMap<>();
        names.forEach(name -> config.put(name, entry.config().get(name)));
        shuffled.put(key, new ConfigEntry(entry.id(), entry.rev(), config));
      }
      for (Form form : Form.values()) {
        assertThat(write(form, ConfigSet.of(shuffled)))
            .as("seed %d round %d", seed, round)
            .isEqualTo(write(form, set));
      }
    }
  }
}
