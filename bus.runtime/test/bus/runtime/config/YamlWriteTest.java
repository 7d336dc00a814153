// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriteTest {

  private static final List<String> TRICKY =
      List.of(
          "",
          " ",
          "null",
          "~",
          "true",
          "False",
          "1",
          "-1",
          "0x1F",
          "0o7",
          "1.5",
          "1e3",
          ".inf",
          "-.INF",
          ".nan",
          "yes",
          "a: b",
          "a #b",
          "#a",
          "- a",
          "-",
          "?",
          ":",
          "? a",
          "[a",
          "{a",
          "*a",
          "&a",
          "!a",
          "%a",
          "@a",
          "`a",
          "'",
          "\"",
          "'a'",
          "\\",
          "a\nb",
          "a\n",
          "\n",
          "\n a\n  b\n\n",
          " a",
          "a ",
          "\ta",
          "a\t",
          "a\r\nb",
          "\u0000",
          "\u0085",
          "\u2028",
          "\uFEFF",
          "é",
          "😀",
          "---",
          "...",
          "--- a",
          "<<",
          "=",
          "a,b",
          "a]b",
          "|",
          ">",
          "key: |\n  x",
          "x".repeat(2000),
          "word ".repeat(60),
          "\u007f",
          "\u00a0",
          "2026-01-31",
          "12:30");

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
  void readsBackEachTrickyTextAsValueAndAsKey() {
    for (String text : TRICKY) {
      ConfigSet set =
          ConfigSet.of(
              Map.of(
                  "a", ConfigEntry.of("x", Map.of("v", text, text + "k", 1, "l", List.of(text)))));
      String written = reader.write(set);
      assertThat(reader.read(written, "s")).as(written).isEqualTo(set);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void readsBackWhatItWroteForGeneratedTrees(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      ConfigSet set = set(random);
      String written = reader.write(set);
      ConfigSet again = reader.read(written, "s");
      assertThat(again).as("seed %d round %d:%n%s", seed, round, written).isEqualTo(set);
      assertThat(reader.write(again)).isEqualTo(written);
    }
  }

  @Test
  void readsBackBytes() {
    byte[] bytes = new byte[300];
    new Random(1).nextBytes(bytes);
    ConfigSet set = ConfigSet.of(Map.of("a", ConfigEntry.of("x", Map.of("b", bytes))));
    Object again = reader.read(reader.write(set), "s").entries().get("a").config().get("b");
    assertThat((byte[]) again).isEqualTo(bytes);
  }

  private static ConfigSet set(Random random) {
    Map<String, ConfigEntry> entries = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put(
          "k" + text(random),
          new ConfigEntry("i" + text(random), random.nextInt(3), map(random, 4)));
    }
    return ConfigSet.of(entries);
  }

  private static Map<String, @Nullable Object> map(Random random, int depth) {
    Map<String, @Nullable Object> map = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(text(random), value(random, depth - 1));
    }
    return map;
  }

  private static @Nullable Object value(Random random, int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextBoolean() ? random.nextLong() : Long.valueOf(random.nextInt(100));
      case 3:
        return number(random);
      case 6:
        return map(random, depth);
      case 7:
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth - 1));
        }
        return list;
      default:
        return text(random);
    }
  }

  private static double number(Random random) {
    double[] special = {
      0, -0.0, Double.NaN, Double.MAX_VALUE, Double.MIN_VALUE, 1e7, 1e-5, 1 / 0.0, -1 / 0.0
    };
    return random.nextBoolean()
        ? special[random.nextInt(special.length)]
        : Double.longBitsToDouble(random.nextLong());
  }

  private static String text(Random random) {
    if (random.nextInt(3) == 0) {
      return TRICKY.get(random.nextInt(TRICKY.size()));
    }
    int[] letters = new int[random.nextInt(12)];
    Arrays.setAll(letters, i -> letter(random));
    return new String(letters, 0, letters.length);
  }

  private static int letter(Random random) {
    String common = "ab01 :-#'\"\n\t\\,[]{}&*!|>%@`?.~";
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x250);
      case 1 -> 0xE000 + random.nextInt(0x110000 - 0xE000);
      default -> common.charAt(random.nextInt(common.length()));
    };
  }
}
