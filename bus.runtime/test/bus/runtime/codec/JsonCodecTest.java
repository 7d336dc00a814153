// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bus.api.codec.CodecException;
import bus.api.codec.DirectiveCodec;
import bus.api.config.Default;
import bus.api.directive.Directive;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The codec that writes records as JSON (semantics 21). */
class JsonCodecTest {

  /** Has a component of each kind. */
  record Everything(
      String text,
      int whole,
      long big,
      double number,
      float small,
      boolean flag,
      char letter,
      BigInteger huge,
      BigDecimal exact,
      Duration duration,
      Instant instant,
      URI uri,
      Path path,
      TimeUnit unit,
      Optional<Point> present,
      Optional<String> absent,
      OptionalInt maybe,
      List<List<Point>> points,
      Set<String> names,
      Map<String, Point> byName,
      Object any,
      @Nullable String none)
      implements Directive<List<Point>> {}

  /** Nested. */
  record Point(int x, int y) {}

  /** Values are plain text. */
  record Say(String what, @Default("1") int times) implements Directive<String> {}

  /** An array, which records compare by identity. */
  record Blob(byte[] bytes) implements Directive<Map<String, Optional<Integer>>> {}

  /** Its values are no data. */
  record Run(String name) implements Directive<Thread> {}

  /** A part of it is no data. */
  record Deep(List<Optional<Thread>> threads) implements Directive<String> {}

  /** A supertype between says what the values are. */
  interface Asking<T> extends Directive<Optional<T>> {}

  /** Inherits the type of its values. */
  record Inherits(String name) implements Asking<Point> {}

  /** A record that checks itself. */
  record Checked(int percent) implements Directive<String> {
    Checked {
      if (percent > 100) {
        throw new IllegalArgumentException("percent must not be above 100: " + percent);
      }
    }
  }

  private static <V, D extends Record & Directive<V>> DirectiveCodec<V, D> codec(Class<D> type) {
    return new CodecTable().json("acme/" + type.getSimpleName(), type);
  }

  private static Everything everything(Set<String> names, Map<String, Point> byName) {
    return new Everything(
        "a \"text\"\n\u00e4\ud83d\ude00",
        -7,
        Long.MIN_VALUE,
        0.1,
        1.1f,
        true,
        'x',
        BigInteger.TWO.pow(100),
        new BigDecimal("0.12345678901234567890123"),
        Duration.ofMillis(1500),
        Instant.parse("2026-01-31T12:00:00.000000001Z"),
        URI.create("http://localhost:1/a?b=c"),
        Path.of("a/b"),
        TimeUnit.SECONDS,
        Optional.of(new Point(1, 2)),
        Optional.empty(),
        OptionalInt.of(3),
        List.of(List.of(new Point(3, 4)), List.of()),
        names,
        byName,
        Map.of("list", List.of(1L, 2.5, true, "t")),
        null);
  }

  @Test
  void roundTripsEveryKindOfComponent() {
    DirectiveCodec<List<Point>, Everything> codec = codec(Everything.class);
    Everything written = everything(Set.of("b", "a"), Map.of("p", new Point(0, 0)));
    assertThat(codec.decode(codec.encode(written))).isEqualTo(written);
    List<Point> value = List.of(new Point(1, 2), new Point(3, 4));
    assertThat(codec.decodeValue(codec.encodeValue(value))).isEqualTo(value);
  }

  /** Equal records have equal text, whatever collections they hold. */
  @Test
  void writesStableText() {
    DirectiveCodec<List<Point>, Everything> codec = codec(Everything.class);
    Map<String, Point> one = new HashMap<>();
    Map<String, Point> other = new java.util.LinkedHashMap<>();
    for (int i = 0; i < 50; i++) {
      one.put("k" + i, new Point(i, i));
      other.put("k" + (49 - i), new Point(49 - i, 49 - i));
    }
    assertThat(codec.encode(everything(new LinkedHashSet<>(List.of("z", "a")), one)))
        .isEqualTo(codec.encode(everything(new LinkedHashSet<>(List.of("a", "z")), other)));
    assertThat(codec(Say.class).encode(new Say("hi", 2)))
        .asString(UTF_8)
        .isEqualTo("{\"what\":\"hi\",\"times\":2}");
    assertThat(codec(Say.class).encodeValue("hello")).asString(UTF_8).isEqualTo("\"hello\"");
  }

  @Test
  void writesBinaryAsBase64() {
    DirectiveCodec<Map<String, Optional<Integer>>, Blob> codec = codec(Blob.class);
    byte[] encoded = codec.encode(new Blob(new byte[] {1, 2, -1}));
    assertThat(encoded).asString(UTF_8).isEqualTo("{\"bytes\":\"AQL/\"}");
    assertThat(codec.decode(encoded).bytes()).containsExactly(1, 2, -1);
    Map<String, Optional<Integer>> value = Map.of("a", Optional.of(1), "b", Optional.empty());
    assertThat(codec.decodeValue(codec.encodeValue(value))).isEqualTo(value);
  }

  @Test
  void fillsInDefaults() {
    assertThat(codec(Say.class).decode("{\"what\":\"x\"}".getBytes(UTF_8)))
        .isEqualTo(new Say("x", 1));
  }

  @Test
  void findsInheritedTypeOfValues() {
    DirectiveCodec<Optional<Point>, Inherits> codec = codec(Inherits.class);
    Optional<Point> value = Optional.of(new Point(1, 2));
    assertThat(codec.decodeValue(codec.encodeValue(value))).isEqualTo(value);
    assertThat(codec.decodeValue(codec.encodeValue(Optional.empty()))).isEmpty();
  }

  private static String refusal(Class<? extends Record> type, String json) {
    String[] message = {""};
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> decode(type, json))
        .satisfies(
            problem -> {
              assertThat(problem).hasNoCause();
              assertThat(problem.getMessage()).startsWith(problem.path());
              message[0] = problem.getMessage();
            });
    return message[0];
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // any of the records above
  private static void decode(Class<? extends Record> type, String json) {
    new CodecTable()
        .json("acme/" + type.getSimpleName(), (Class) type)
        .decode(json.getBytes(UTF_8));
  }

  @Test
  void saysWhatIsWrongAndWhere() {
    assertThat(refusal(Say.class, "{\"what\":5}"))
        .isEqualTo("acme/Say.what: expected text, found 5 (integer)");
    assertThat(refusal(Say.class, "{}")).isEqualTo("acme/Say.what: missing; expected text");
    assertThat(refusal(Say.class, "{\"what\":\"x\",\"time\":1}"))
        .startsWith("acme/Say: unknown field 'time'; did you mean 'times'?");
    assertThat(refusal(Say.class, "{\"what\":\"x\",\"times\":1e99}"))
        .startsWith("acme/Say.times: expected an integer");
    assertThat(refusal(Say.class, "{\"what\":\"x\",\"times\":99999999999999999999}"))
        .startsWith("acme/Say.times: expected an integer");
    assertThat(refusal(Say.class, "{\"what\":\"x\",\"what\":\"y\"}"))
        .startsWith("acme/Say: expected JSON at line 1, column ")
        .contains("what");
    assertThat(refusal(Say.class, "[1]"))
        .startsWith("acme/Say: expected a map with the fields of Say (what, times), found");
    assertThat(refusal(Say.class, "null")).startsWith("acme/Say: expected a map");
    assertThat(refusal(Say.class, "")).startsWith("acme/Say: expected JSON");
    assertThat(refusal(Say.class, "{\"what\":\"x\"} {}")).startsWith("acme/Say: expected JSON");
    assertThat(refusal(Checked.class, "{\"percent\":101}"))
        .isEqualTo("acme/Checked: percent must not be above 100: 101");
    assertThat(refusal(Blob.class, "{\"bytes\":\"?\"}"))
        .startsWith("acme/Blob.bytes: expected binary data in Base64");
    assertThat(refusal(Blob.class, "{\"bytes\":1}"))
        .isEqualTo("acme/Blob.bytes: expected binary data in Base64, found 1 (integer)");
  }

  @Test
  void saysWhatCanNotBeWritten() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec(Run.class))
        .withMessageContaining("Run can not be written as JSON")
        .withMessageContaining("acme/Run#value")
        .withMessageContaining("java.lang.Thread");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec(Deep.class))
        .withMessageContaining("acme/Deep.threads[]")
        .withMessageContaining("java.lang.Thread");
    Everything odd = everything(Set.of(), Map.of());
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec(Everything.class).encode(withNumber(odd, Double.NaN)))
        .withMessage("acme/Everything.number: expected a finite number, found NaN");
    assertThatExceptionOfType(CodecException.class)
        .isThrownBy(() -> codec(Say.class).encode(new Say(null, 1)))
        .withMessage("acme/Say.what: expected text, found null");
  }

  private static Everything withNumber(Everything from, double number) {
    return new Everything(
        from.text(),
        from.whole(),
        from.big(),
        number,
        from.small(),
        from.flag(),
        from.letter(),
        from.huge(),
        from.exact(),
        from.duration(),
        from.instant(),
        from.uri(),
        from.path(),
        from.unit(),
        from.present(),
        from.absent(),
        from.maybe(),
        from.points(),
        from.names(),
        from.byName(),
        from.any(),
        from.none());
  }
}
