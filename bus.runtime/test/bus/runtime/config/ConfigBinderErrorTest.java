// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import bus.api.config.ConfigException;
import bus.api.config.Default;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderErrorTest {

  enum Color {
    RED,
    GREEN
  }

  record Greeter(String greeting, @Default("8080") int port) {
    Greeter {
      if (port == 1) {
        throw new IllegalArgumentException("port must be\nabove 1: " + port);
      }
      if (port == 2) {
        throw new IllegalArgumentException();
      }
      if (port == 3) {
        Objects.requireNonNull(null, "port");
      }
      if (port == 4) {
        throw new NoClassDefFoundError("acme/Gone");
      }
      if (port == 5) {
        throw new StackOverflowError();
      }
    }
  }

  record Fleet(List<Greeter> greeters, Map<String, Greeter> named, Optional<Greeter> spare) {}

  record Scalars(
      Optional<Byte> b,
      Optional<Short> s,
      Optional<Integer> i,
      OptionalInt oi,
      Optional<Long> l,
      Optional<Float> f,
      Optional<Double> d,
      Optional<BigDecimal> decimal,
      Optional<BigInteger> integer,
      Optional<Boolean> flag,
      Optional<Character> letter,
      Optional<String> text,
      Optional<Duration> duration,
      Optional<Instant> instant,
      Optional<Path> path,
      Optional<URI> uri,
      Optional<Color> color,
      Optional<int[]> ints,
      Optional<byte[]> bytes,
      Optional<List<String>> list,
      Optional<Map<String, Integer>> map,
      Optional<Greeter> record) {}

  record Primitives(
      @Default("0") byte b,
      @Default("0") short s,
      @Default("0") int i,
      @Default("0") long l,
      @Default("0") float f,
      @Default("0") double d,
      @Default("true") boolean z,
      @Default("c") char c,
      @Default("[]") byte[] bs,
      @Default("[]") short[] ss,
      @Default("[]") int[] is,
      @Default("[]") long[] ls,
      @Default("[]") float[] fs,
      @Default("[]") double[] ds,
      @Default("[]") boolean[] zs,
      @Default("[]") char[] cs,
      @Default("[]") String[] ts) {}

  record Required(int number, List<String> list, String text) {}

  record Address(InetAddress address) {}

  record Keyed(Map<Integer, String> map) {}

  record BadYaml(@Default("[a") List<String> list) {}

  record BadValue(@Default("abc") int number, @Default("{greeting: 5}") Greeter greeter) {}

  record BadNested(@Default("{greeting: a, port: x}") Greeter greeter) {}

  record EmptyDefault(@Default("") String text) {}

  record Endless(@Default("{}") Endless next) {}

  record Free(Object data) {}

  record Nothing() {}

  record Initialised(Broken broken) {}

  record Broken(int value) {
    static final int FAILS = Integer.parseInt("not a number");
  }

  private final ConfigBinder binder = new ConfigBinder();

  private ConfigException fail(
      Class<? extends Record> type, Map<String, Object> tree, String path) {
    return catchThrowableOfType(ConfigException.class, () -> binder.bind(type, tree, path));
  }

  private String message(Class<? extends Record> type, String yaml) {
    ConfigException failure = fail(type, TestData.map(yaml), "greeter.config");
    assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
    assertThat(failure.getMessage()).doesNotContain("\n");
    return failure.getMessage();
  }

  @Test
  void namesTheNearestFieldForAnUnknownOne() {
    assertThat(message(Greeter.class, "greting: hi"))
        .isEqualTo(
            "greeter.config: unknown field 'greting'; did you mean 'greeting'? known: greeting,"
                + " port");
    assertThat(message(Greeter.class, "{greeting: a, prot: 2}"))
        .isEqualTo(
            "greeter.config: unknown field 'prot'; did you mean 'port'? known: greeting, port");
    assertThat(message(Greeter.class, "{greeting: a, colour: red}"))
        .isEqualTo("greeter.config: unknown field 'colour'; known: greeting, port");
    assertThat(message(Nothing.class, "a: 1"))
        .isEqualTo("greeter.config: unknown field 'a'; no field is known");
  }

  @Test
  void saysWhatIsMissing() {
    assertThat(message(Greeter.class, "{}"))
        .isEqualTo("greeter.config.greeting: missing; expected text");
    assertThat(message(Fleet.class, "{greeters: [{greeting: a}, {}], named: {}}"))
        .isEqualTo("greeter.config.greeters[1].greeting: missing; expected text");
    assertThat(message(Fleet.class, "{greeters: [], named: {}, spare: {}}"))
        .isEqualTo("greeter.config.spare.greeting: missing; expected text");
  }

  @Test
  void refusesNullWhereSomethingIsRequired() {
    assertThat(message(Required.class, "{number: , list: [], text: a}"))
        .isEqualTo("greeter.config.number: expected an integer, found null");
    assertThat(message(Required.class, "{number: 1, list: [a, null], text: a}"))
        .isEqualTo("greeter.config.list[1]: expected text, found null");
    assertThat(message(Required.class, "{number: 1, list: , text: a}"))
        .isEqualTo("greeter.config.list: expected a list, found null");
    assertThat(message(Greeter.class, "{greeting: a, port: null}"))
        .isEqualTo("greeter.config.port: expected an integer, found null");
  }

  @Test
  void refusesNullForFreeDataThatIsRequired() {
    assertThat(message(Free.class, "data: "))
        .isEqualTo("greeter.config.data: expected any data but null, found null");
    assertThat(message(Free.class, "{}"))
        .isEqualTo("greeter.config.data: missing; expected any data but null");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "b: 128|b: expected an integer from -128 to 127, found 128 (integer)",
        "s: 40000|s: expected an integer from -32768 to 32767, found 40000 (integer)",
        "i: 3000000000|i: expected an integer from -2147483648 to 2147483647, found 3000000000"
            + " (integer)",
        "oi: 3000000000|oi: expected an integer from -2147483648 to 2147483647, found 3000000000"
            + " (integer)",
        "i: '5'|i: expected an integer, found '5' (text)",
        "i: ''|i: expected an integer, found '' (text)",
        "i: 1.5|i: expected an integer, found 1.5 (number)",
        "i: 1.0|i: expected an integer, found 1.0 (number)",
        "i: true|i: expected an integer, found true (boolean)",
        "l: 1e30|l: expected an integer, found 1.0E30 (number)",
        "f: 1e300|f: expected a number in the range of a float, found 1.0E300 (number)",
        "d: '1'|d: expected a number, found '1' (text)",
        "d: false|d: expected a number, found false (boolean)",
        "decimal: .nan|decimal: expected a finite number, found NaN (number)",
        "decimal: '1.5'|decimal: expected a number, found '1.5' (text)",
        "integer: 1.5|integer: expected an integer, found 1.5 (number)",
        "flag: 1|flag: expected true or false, found 1 (integer)",
        "flag: yes|flag: expected true or false, found 'yes' (text)",
        "letter: ab|letter: expected a single character, found 'ab' (text)",
        "letter: 65|letter: expected a single character, found 65 (integer)",
        "text: 5|text: expected text, found 5 (integer)",
        "text: 1.5|text: expected text, found 1.5 (number)",
        "text: true|text: expected text, found true (boolean)",
        "text: [a]|text: expected text, found [a] (list)",
        "text: {a: 1}|text: expected text, found {a=1} (map)",
        "text: !!binary AQI=|text: expected text, found 2 bytes (binary)",
        "duration: 5|duration: expected a duration such as 5s, 200ms, 1h30m or PT5S, found 5"
            + " (integer)",
        "duration: 5x|duration: expected a duration such as 5s, 200ms, 1h30m or PT5S, found '5x'"
            + " (text)",
        "duration: 99999999999999999d|duration: expected a duration such as 5s, 200ms, 1h30m or"
            + " PT5S, found '99999999999999999d' (text)",
        "instant: today|instant: expected an instant such as 2026-01-31T12:00:00Z, found 'today'"
            + " (text)",
        "uri: 'a b'|uri: expected a URI, found 'a b' (text)",
        "color: blue|color: expected one of RED, GREEN, found 'blue' (text)",
        "color: 0|color: expected one of RED, GREEN, found 0 (integer)",
        "color: '0'|color: expected one of RED, GREEN, found '0' (text)",
        "ints: 5|ints: expected a list, found 5 (integer)",
        "ints: [1, a]|ints[1]: expected an integer, found 'a' (text)",
        "ints: [1, null]|ints[1]: expected an integer, found null",
        "bytes: AQI=|bytes: expected a list of integers or !!binary data, found 'AQI=' (text)",
        "bytes: [200]|bytes[0]: expected an integer from -128 to 127, found 200 (integer)",
        "list: a|list: expected a list, found 'a' (text)",
        "list: ''|list: expected a list, found '' (text)",
        "list: {a: b}|list: expected a list, found {a=b} (map)",
        "list: [a, 5]|list[1]: expected text, found 5 (integer)",
        "map: [a]|map: expected a map, found [a] (list)",
        "map: {a.b: x}|map['a.b']: expected an integer, found 'x' (text)",
        "record: hi|record: expected a map with the fields of Greeter (greeting, port), found 'hi'"
            + " (text)",
        "record: {greeting: 5}|record.greeting: expected text, found 5 (integer)",
      })
  void convertsNothingSilently(String yaml, String expected) {
    assertThat(message(Scalars.class, yaml)).isEqualTo("greeter.config." + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "b: -129|b",
        "s: 32768|s",
        "i: 2147483648|i",
        "f: 1e39|f",
        "d: x|d",
        "z: 0|z",
        "c: 7|c",
        "b: 1.5|b",
        "s: 1.5|s",
        "l: 1.5|l",
        "b: x|b",
        "s: x|s",
        "l: x|l",
        "f: x|f",
        "z: x|z",
        "bs: [128]|bs[0]",
        "ss: [0, 40000]|ss[1]",
        "is: [3000000000]|is[0]",
        "ls: [1.5]|ls[0]",
        "fs: [1e39]|fs[0]",
        "ds: [x]|ds[0]",
        "zs: [1]|zs[0]",
        "cs: [ab]|cs[0]",
        "ts: [1]|ts[0]",
        "ts: [a, null]|ts[1]",
        "cs: ab|cs",
        "ss: [1.5]|ss[0]",
        "is: [1.5]|is[0]",
        "zs: [x]|zs[0]",
        "ls: [x]|ls[0]",
        "fs: [true]|fs[0]",
        "ts: a|ts",
        "i: ''|i",
        "z: ''|z",
        "d: ''|d",
        "is: ''|is"
      })
  void convertsNothingSilentlyToPrimitives(String yaml, String place) {
    assertThat(message(Primitives.class, yaml))
        .startsWith("greeter.config." + place + ": expected ");
  }

  @Test
  void refusesTextThatIsNoPath() {
    assertThat(message(Scalars.class, "path: \"a\\0\""))
        .isEqualTo("greeter.config.path: expected a path, found 'a\\u0000' (text)");
  }

  @Test
  void cutsLongValuesAndShowsThemOnOneLine() {
    assertThat(message(Scalars.class, "i: \"a\\nb" + "x".repeat(100) + "\""))
        .isEqualTo(
            "greeter.config.i: expected an integer, found 'a\\nb" + "x".repeat(76) + "…' (text)");
  }

  @Test
  void reportsWhatTheCompactConstructorThrows() {
    assertThat(message(Greeter.class, "{greeting: a, port: 1}"))
        .isEqualTo("greeter.config: port must be\\nabove 1: 1");
    assertThat(message(Greeter.class, "{greeting: a, port: 2}"))
        .isEqualTo("greeter.config: Greeter refused it: IllegalArgumentException");
    assertThat(message(Greeter.class, "{greeting: a, port: 3}"))
        .isEqualTo("greeter.config: Greeter refused it: NullPointerException: port");
    assertThat(message(Greeter.class, "{greeting: a, port: 4}"))
        .isEqualTo("greeter.config: Greeter refused it: NoClassDefFoundError: acme/Gone");
    assertThat(message(Greeter.class, "{greeting: a, port: 5}"))
        .isEqualTo("greeter.config: Greeter refused it: StackOverflowError");
    assertThat(message(Fleet.class, "{greeters: [], named: {x: {greeting: a, port: 1}}}"))
        .isEqualTo("greeter.config.named.x: port must be\\nabove 1: 1");
  }

  @Test
  void reportsARecordWhoseClassCanNotBeInitialised() {
    assertThat(message(Initialised.class, "broken: {value: 1}"))
        .isEqualTo(
            "greeter.config: can not be bound to"
                + " bus.runtime.config.ConfigBinderErrorTest$Initialised:"
                + " ExceptionInInitializerError (NumberFormatException: For input string: \"not a"
                + " number\")");
  }

  @Test
  void namesTheDefaultThatIsWrong() {
    assertThat(message(BadYaml.class, "{}"))
        .isEqualTo(
            "greeter.config.list: @Default(\"[a\") of BadYaml.list is not YAML: 1:3: expected ','"
                + " or ']', but got <stream end> (while parsing a flow sequence)");
    assertThat(message(BadValue.class, "{}"))
        .isEqualTo(
            "greeter.config.number: expected an integer, found 'abc' (text), from"
                + " @Default(\"abc\") of BadValue.number");
    assertThat(message(BadValue.class, "number: 1"))
        .isEqualTo(
            "greeter.config.greeter.greeting: expected text, found 5 (integer), from"
                + " @Default(\"{greeting: 5}\") of BadValue.greeter");
    assertThat(message(BadNested.class, "{}"))
        .isEqualTo(
            "greeter.config.greeter.port: expected an integer, found 'x' (text), from"
                + " @Default(\"{greeting: a, port: x}\") of BadNested.greeter");
    assertThat(message(EmptyDefault.class, "{}"))
        .isEqualTo(
            "greeter.config.text: expected text, found null, from @Default(\"\") of"
                + " EmptyDefault.text");
  }

  @Test
  void endsADefaultThatContainsItself() {
    assertThat(message(Endless.class, "{}"))
        .startsWith("greeter.config.next.next.next")
        .contains(": nested too deeply; expected at most 200 levels, from @Default(\"{}\")");
  }

  @Test
  void namesAComponentWhoseTypeIsNotSupported() {
    String expected =
        "; expected a record, enum, scalar, Optional, List, Set, Map<String, ...>, array or Object";
    assertThat(message(Address.class, "address: localhost"))
        .isEqualTo(
            "greeter.config.address: a component can not be of type"
                + " java.net.InetAddress"
                + expected);
    assertThat(message(Address.class, "{}")).contains("of type java.net.InetAddress");
    assertThat(message(Keyed.class, "map: {}"))
        .isEqualTo(
            "greeter.config.map: a component can not be of type"
                + " java.util.Map<java.lang.Integer,java.lang.String>"
                + expected);
  }

  @Test
  void namesDataThatIsNotPlain() {
    Map<String, Object> tree = new HashMap<>();
    tree.put("greeting", new StringBuilder("a"));
    assertThat(fail(Greeter.class, tree, "x"))
        .hasMessage(
            "x: greeting is of java.lang.StringBuilder; expected null, a boolean, number, text,"
                + " byte[], list or map of these");
  }

  @Test
  void tellsThePath() {
    assertThat(
            fail(Fleet.class, TestData.map("{greeters: [{greeting: 1}], named: {}}"), "f").path())
        .isEqualTo("f.greeters[0].greeting");
    assertThat(fail(Greeter.class, TestData.map("{}"), ""))
        .hasMessage("greeting: missing; expected text");
    assertThat(fail(Greeter.class, TestData.map("x: 1"), ""))
        .hasMessage("configuration: unknown field 'x'; known: greeting, port");
  }
}
