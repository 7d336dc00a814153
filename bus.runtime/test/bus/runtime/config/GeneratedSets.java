// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes configuration sets by chance, full of what is awkward to write. */
final class GeneratedSets {

  static final List<String> TRICKY =
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
          "a\n\u0085",
          "a\n\u2028b",
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
          "12:30",
          "2026-01-31T12:00:00Z",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "0.1",
          "1.0E7",
          "NaN",
          "TRUE",
          "no",
          "on",
          "{}",
          "[]",
          "\u0041",
          "\\u0041",
          "/",
          "\uFFFD",
          "\uFFFE",
          "\uD83D\uDE00\uDBFF\uDFFF");

  private final Random random;
  private final boolean json;

  /** Makes sets from a seed, if asked for with only what JSON has a form for. */
  GeneratedSets(long seed, boolean json) {
    this.random = new Random(seed);
    this.json = json;
  }

  ConfigSet set() {
    Map<String, ConfigEntry> entries = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      entries.put("k" + key(), new ConfigEntry("i" + text(), random.nextInt(3), map(4)));
    }
    return ConfigSet.of(entries);
  }

  private Map<String, @Nullable Object> map(int depth) {
    Map<String, @Nullable Object> map = new HashMap<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      map.put(key(), value(depth - 1));
    }
    return map;
  }

  private @Nullable Object value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return null;
      case 1:
        return random.nextBoolean();
      case 2:
        return random.nextBoolean() ? random.nextLong() : Long.valueOf(random.nextInt(100));
      case 3:
        return number();
      case 6:
        return map(depth);
      case 7:
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(depth - 1));
        }
        return list;
      default:
        return text();
    }
  }

  private double number() {
    double[] special = {
      0,
      -0.0,
      1e7,
      1e-5,
      0.1,
      -2.5,
      Double.MAX_VALUE,
      Double.MIN_VALUE,
      Double.NaN,
      1 / 0.0,
      -1 / 0.0
    };
    double number =
        random.nextBoolean()
            ? special[random.nextInt(special.length)]
            : Double.longBitsToDouble(random.nextLong());
    return json && !Double.isFinite(number) ? random.nextDouble() : number;
  }

  private String key() {
    String key = text();
    return json && key.length() > 100 ? "long" : key;
  }

  private String text() {
    if (random.nextInt(3) == 0) {
      return TRICKY.get(random.nextInt(TRICKY.size()));
    }
    int[] letters = new int[random.nextInt(12)];
    Arrays.setAll(letters, i -> letter());
    return new String(letters, 0, letters.length);
  }

  private int letter() {
    String common = "ab01 :-#'\"\n\t\\,[]{}&*!|>%@`?.~";
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(0x250);
      case 1 -> 0xE000 + random.nextInt(0x110000 - 0xE000);
      default -> common.charAt(random.nextInt(common.length()));
    };
  }
}
