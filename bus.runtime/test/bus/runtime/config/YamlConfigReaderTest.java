// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.controller.LoadController;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlConfigReaderTest {

  private final ConfigReader reader = new YamlConfigReader();

  private ConfigException failure(String text) {
    ConfigException failure =
        catchThrowableOfType(ConfigException.class, () -> reader.read(text, "site.yaml"));
    assertThat(failure).hasNoCause();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure;
  }

  @Test
  void readsASet() {
    String text =
        """
        # two controllers
        greeter:
          id: demo/boilerplate
          rev: 3
          config:
            greeting: Hello
            times: [1, 0x10, 0o17, -2.5, true, null, ~]
        other: {id: demo/other, config: }
        """;
    assertThat(reader.read(text, "site.yaml"))
        .isEqualTo(
            ConfigSet.of(
                Map.of(
                    "greeter",
                    new ConfigEntry(
                        "demo/boilerplate",
                        3,
                        Map.of(
                            "greeting",
                            "Hello",
                            "times",
                            Arrays.asList(1, 16, 15, -2.5, true, null, null))),
                    "other",
                    ConfigEntry.of("demo/other", Map.of()))));
  }

  @Test
  void readsJson() {
    assertThat(
            reader.read(
                "{\"a\": {\"id\": \"x\", \"config\": {\"n\": 1e3, \"t\": \"\\u00e9\\/\"}}}", "s"))
        .isEqualTo(ConfigSet.of(Map.of("a", ConfigEntry.of("x", Map.of("n", 1000.0, "t", "é/")))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n\n", "# only a comment\n", "---\n", "null", "{}", "\uFEFF"})
  void readsNothingAsAnEmptySet(String text) {
    assertThat(reader.read(text, "site.yaml")).isEqualTo(ConfigSet.EMPTY);
  }

  @Test
  void keepsTextThatOlderYamlTookForSomethingElse() {
    assertThat(
            reader.read(
                "a: {id: x, config: {a: yes, b: no, c: on, d: 12:30, e: 2026-01-31, f: 0b1, g:"
                    + " 1_000}}",
                "s"))
        .isEqualTo(
            ConfigSet.of(
                Map.of(
                    "a",
                    ConfigEntry.of(
                        "x",
                        Map.of(
                            "a",
                            "yes",
                            "b",
                            "no",
                            "c",
                            "on",
                            "d",
                            "12:30",
                            "e",
                            "2026-01-31",
                            "f",
                            "0b1",
                            "g",
                            "1_000")))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: {ID: x}|1:5: a: unknown field 'ID'; did you mean 'id'? known: id, rev, config",
        "a: {id: x, confg: {}}|1:12: a: unknown field 'confg'; did you mean 'config'? known: id,"
            + " rev, config",
        "a: {id: x, nonsense: 1}|1:12: a: unknown field 'nonsense'; known: id, rev, config",
        "a: {rev: 1}|1:1: a: missing 'id'; expected the config id of a controller",
        "a:|1:3: a: expected a map with id, rev and config, found null",
        "a: demo|1:4: a: expected a map with id, rev and config, found 'demo' (text)",
        "a: [id]|1:4: a: expected a map with id, rev and config, found [id] (list)",
        "a: {id: }|1:8: a.id: expected the config id of a controller, found null",
        "a: {id: 5}|1:9: a.id: expected the config id of a controller, found 5 (integer)",
        "a: {id: ' '}|1:9: a.id: expected the config id of a controller, found ' ' (text)",
        "a: {id: x, rev: -1}|1:17: a.rev: expected an integer that is not negative, found -1"
            + " (integer)",
        "a: {id: x, rev: '1'}|1:17: a.rev: expected an integer that is not negative, found '1'"
            + " (text)",
        "a: {id: x, rev: 1.0}|1:17: a.rev: expected an integer that is not negative, found 1.0"
            + " (number)",
        "a: {id: x, config: 5}|1:20: a.config: expected a map, found 5 (integer)",
        "a: {id: x, config: [1]}|1:20: a.config: expected a map, found [1] (list)",
        "[a]|1:1: expected a map from key to id, rev and config, found [a] (list)",
        "text|1:1: expected a map from key to id, rev and config, found 'text' (text)",
        "' ': {id: x}|1:1: a key must not be blank",
        "{a: {id: x}, a: {id: y}}|1:14: duplicate key 'a'; first in line 1",
        "a: {id: x, id: y}|1:12: a: duplicate key 'id'; first in line 1",
        "a: {id: x, config: {k: {b: 1, \"b\": 2}}}|1:31: a.config.k: duplicate key 'b'; first in"
            + " line 1",
        "a: {id: x, config: {1: b}}|1:21: key 1 is not text; expected \"1\"",
        "a: {id: x, config: {<<: {b: 1}}}|1:21: key << is not text; expected \"<<\"",
        "a: {id: x, config: {[1]: b}}|1:21: a key is a list or map; expected text",
        "a: {id: x, config: {b: !foo c}}|1:24: a.config.b: unknown tag !foo; expected plain data",
        "a: {id: x, config: {b: !!java.lang.Object []}}|1:24: a.config.b: unknown tag"
            + " !!java.lang.Object; expected plain data",
        "a: {id: x, config: {b: !!set {c}}}|1:24: a.config.b: unknown tag !!set; expected plain"
            + " data",
        "a: {id: x, config: {b: !!int c}}|1:24: a.config.b: expected !!int, found 'c'",
        "a: {id: x, config: {b: 9223372036854775808}}|1:24: a.config.b: integer 9223372036854775808"
            + " is too large; expected 64 bits or quotes",
        "a: {id: x, config: &c {b: *c}}|1:20: a.config.b: contains an alias of itself",
        "a: {id: x, config: {b: *c}}|1:24: found undefined alias c",
        "a: {id: x|1:10: expected ',' or '}', but got <stream end> (while parsing a flow mapping)",
      })
  void saysWhereAndWhatIsWrong(String text, String expected) {
    assertThat(failure(text)).hasMessage("site.yaml:" + expected);
  }

  @Test
  void countsLinesAndColumnsFromOne() {
    assertThat(failure("a:\n  id: x\n  config:\n    k: 1\n    l: 2\n    k: 3\n"))
        .hasMessage("site.yaml:6:5: a.config: duplicate key 'k'; first in line 4")
        .extracting(ConfigException::path)
        .isEqualTo("a.config");
  }

  @Test
  void refusesASecondDocument() {
    assertThat(failure("a: {id: x}\n---\nb: {id: y}\n"))
        .hasMessage("site.yaml:3:1: a second document; expected only one");
  }

  @Test
  void refusesTabsAndControlCharacters() {
    assertThat(failure("a:\n\tid: x\n"))
        .hasMessage(
            "site.yaml:2:1: found character '\\t(TAB)' that cannot start any token. (Do not use"
                + " \\t(TAB) for indentation) (while scanning for the next token)");
    assertThat(failure("a: b\nc: é\u0001"))
        .hasMessage(
            "site.yaml:2:5: character U+0001 is not allowed; expected an escape in double quotes");
    assertThat(failure("a: \uD800"))
        .hasMessage(
            "site.yaml:1:4: character U+D800 is not allowed; expected an escape in double quotes");
  }

  @Test
  void boundsTheDepth() {
    assertThat(failure("a: {id: x, config: {k: " + "[".repeat(100_000)))
        .hasMessage("site.yaml:1:111: nested too deeply; expected at most 90 levels");
    String deep = "[".repeat(87) + "]".repeat(87);
    assertThat(reader.read("a: {id: x, config: {k: " + deep + "}}", "s").entries()).hasSize(1);
  }

  @Test
  void boundsWhatAliasesExpandTo() {
    StringBuilder text = new StringBuilder("a:\n  id: x\n  config:\n    l0: &l0 [x, x]\n");
    for (int level = 1; level < 25; level++) {
      text.append("    l%d: &l%d [*l%d, *l%d]\n".formatted(level, level, level - 1, level - 1));
    }
    assertThat(failure(text.toString()).getMessage())
        .matches(
            "site\\.yaml:\\d+:\\d+: a\\.config\\.l\\d+\\S*: aliases expand to more than 10000"
                + " values; expected fewer");
    assertThat(reader.read("a: {id: x, config: {k: &k [1], l: *k}}", "s"))
        .isEqualTo(reader.read("a: {id: x, config: {k: [1], l: [1]}}", "s"));
  }

  @Test
  void givesEqualDirectivesForDocumentsWrittenDifferently() {
    String yaml =
        """
        a:
          config:
            ports: [80, 0x51]
            host: "h"
            ratio: 1.50
            user: ~
          id: x
        """;
    String json =
        "{\"a\": {\"id\": \"x\", \"rev\": 0, \"config\": {\"ratio\": 15e-1, \"user\": null,"
            + " \"ports\": [80, 81], \"host\": \"h\"}}}";
    assertThat(directives(yaml)).isEqualTo(directives(json)).hasSize(1);
    assertThat(directives(yaml)).hasSameHashCodeAs(directives(json));
    assertThat(directives(yaml)).isNotEqualTo(directives(yaml.replace("1.50", "1.51")));
  }

  private List<LoadController> directives(String text) {
    return reader.read(text, "s").entries().values().stream()
        .map(entry -> new LoadController(entry.id(), entry.config()))
        .toList();
  }
}
