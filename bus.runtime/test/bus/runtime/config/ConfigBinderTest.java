// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import bus.api.config.Default;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigBinderTest {

  private final ConfigBinder binder = new ConfigBinder();

  enum Level {
    LOW,
    High {
      @Override
      int weight() {
        return 2;
      }
    },
    high;

    int weight() {
      return 1;
    }
  }

  record Numbers(
      byte b, short s, int i, long l, float f, double d, BigDecimal decimal, BigInteger integer) {}

  record Boxes(Byte b, Short s, Integer i, Long l, Float f, Double d, Boolean z, Character c) {}

  record Texts(String text, char letter, Path path, URI uri, Instant instant, Level level) {}

  record One(String only) {}

  record Server(String host, @Default("8080") int port) {}

  record Nested(List<Server> servers, Map<String, Server> named, Optional<Server> spare) {}

  record Collections(Set<String> set, Collection<Integer> items, Map<String, List<Level>> map) {}

  record Arrays1(int[] ints, double[] doubles, boolean[] flags, String[] texts, byte[] bytes) {}

  record Grid(long[][] cells, List<String[]> rows) {}

  record Free(Object anything, Map<String, Object> map) {}

  record Maybe(
      Optional<String> text,
      Optional<Integer> number,
      OptionalInt i,
      OptionalLong l,
      OptionalDouble d,
      @Nullable String jspecify,
      @Own.Nullable String own) {}

  record Holes(List<@Nullable String> texts, Map<String, @Nullable Integer> numbers) {}

  record Defaults(
      @Default("8080") int port,
      @Default("5s") Duration timeout,
      @Default("[a, b]") List<String> names,
      @Default("{host: here}") Server server,
      @Default("''") String empty,
      @Default("low") Optional<Level> level) {}

  record Timeout(Duration timeout) {}

  record Pair<A, B>(A first, List<B> rest) {}

  record Generic(Pair<Integer, Server> pair) {}

  record Node(String name, Optional<Node> next) {}

  record Factories(String name) {
    public static Factories valueOf(String text) {
      return new Factories("wrong: " + text);
    }

    Factories(int number) {
      this("wrong: " + number);
    }
  }

  private record Hidden(int value) {}

  record Empty() {}

  static final class Own {
    private Own() {}

    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.RECORD_COMPONENT)
    @interface Nullable {}
  }

  private <C extends Record> C bind(Class<C> type, String yaml) {
    return binder.bind(type, TestData.map(yaml), "it");
  }

  @Test
  void bindsNumbersOfEachKind() {
    assertThat(
            bind(
                Numbers.class, "{b: -128, s: 1, i: 2, l: 3, f: 4, d: 5, decimal: 0.1, integer: 6}"))
        .isEqualTo(
            new Numbers(
                (byte) -128,
                (short) 1,
                2,
                3,
                4f,
                5d,
                new BigDecimal("0.1"),
                BigInteger.valueOf(6)));
    assertThat(bind(Boxes.class, "{b: 127, s: 1, i: 2, l: 3, f: 1.5, d: -.inf, z: true, c: x}"))
        .isEqualTo(
            new Boxes((byte) 127, (short) 1, 2, 3L, 1.5f, Double.NEGATIVE_INFINITY, true, 'x'));
  }

  @Test
  void bindsTextToWhatItMeans() {
    String yaml =
        "{text: t, letter: é, path: 'file:///a', uri: 'http://h/p', instant: 2026-01-31T12:00:00Z,"
            + " level: LOW}";
    assertThat(bind(Texts.class, yaml))
        .isEqualTo(
            new Texts(
                "t",
                'é',
                Path.of("file:///a"),
                URI.create("http://h/p"),
                Instant.parse("2026-01-31T12:00:00Z"),
                Level.LOW));
  }

  @Test
  void prefersTheExactConstantAndAcceptsAnyCase() {
    record Levels(List<Level> levels) {}
    assertThat(bind(Levels.class, "levels: [high, High, low, Low, HIGH]").levels())
        .containsExactly(Level.high, Level.High, Level.LOW, Level.LOW, Level.High);
  }

  @ParameterizedTest
  @CsvSource({
    "5s, PT5S",
    "200ms, PT0.2S",
    "2m, PT2M",
    "1h, PT1H",
    "1d, PT24H",
    "1h30m, PT1H30M",
    "7us, PT0.000007S",
    "7ns, PT0.000000007S",
    "PT1.5S, PT1.5S",
    "P1D, PT24H",
    "-PT1S, PT-1S",
    "-1m30s, PT-1M-30S"
  })
  void bindsDurations(String text, String expected) {
    assertThat(bind(Timeout.class, "timeout: '" + text + "'").timeout())
        .isEqualTo(Duration.parse(expected));
  }

  @Test
  void bindsNestedRecordsAndCollections() {
    String yaml =
        "{servers: [{host: a}, {host: b, port: 1}], named: {x.y: {host: c}}, spare: {host: d}}";
    assertThat(bind(Nested.class, yaml))
        .isEqualTo(
            new Nested(
                List.of(new Server("a", 8080), new Server("b", 1)),
                Map.of("x.y", new Server("c", 8080)),
                Optional.of(new Server("d", 8080))));
    assertThat(bind(Collections.class, "{set: [b, a, b], items: [1, 2], map: {k: [low]}}"))
        .satisfies(bound -> assertThat(bound.set()).containsExactly("b", "a"))
        .satisfies(bound -> assertThat(bound.items()).containsExactly(1, 2))
        .satisfies(bound -> assertThat(bound.map()).isEqualTo(Map.of("k", List.of(Level.LOW))));
  }

  @Test
  void bindsArrays() {
    Arrays1 bound =
        bind(
            Arrays1.class,
            "{ints: [1, 2], doubles: [1, 2.5], flags: [true], texts: [a], bytes: [-1, 127]}");
    assertThat(bound.ints()).containsExactly(1, 2);
    assertThat(bound.doubles()).containsExactly(1, 2.5);
    assertThat(bound.flags()).containsExactly(true);
    assertThat(bound.texts()).containsExactly("a");
    assertThat(bound.bytes()).containsExactly(-1, 127);
    Grid grid = bind(Grid.class, "{cells: [[1], [2, 3]], rows: [[a, b]]}");
    assertThat(Arrays.deepToString(grid.cells())).isEqualTo("[[1], [2, 3]]");
    assertThat(grid.rows().get(0)).containsExactly("a", "b");
  }

  @Test
  void bindsBinaryDataToBytes() {
    record Bytes(byte[] bytes) {}
    assertThat(bind(Bytes.class, "bytes: !!binary AQL/").bytes()).containsExactly(1, 2, -1);
  }

  @Test
  void leavesFreeDataAsItIs() {
    Free free = bind(Free.class, "{anything: [1, 1.5, {a: null}], map: {k: {l: [x]}, n: null}}");
    assertThat(free.anything()).isEqualTo(TestData.tree("[1, 1.5, {a: null}]"));
    assertThat(free.map()).isEqualTo(TestData.tree("{k: {l: [x]}, n: null}"));
  }

  @Test
  void takesNullAndNothingForOptionalAndNullableComponents() {
    Maybe nothing =
        new Maybe(
            Optional.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            null,
            null);
    assertThat(bind(Maybe.class, "{}")).isEqualTo(nothing);
    assertThat(bind(Maybe.class, "{text: , number: , i: , l: , d: , jspecify: , own: }"))
        .isEqualTo(nothing);
    assertThat(bind(Maybe.class, "{text: t, number: 1, i: 2, l: 3, d: 4, jspecify: j, own: o}"))
        .isEqualTo(
            new Maybe(
                Optional.of("t"),
                Optional.of(1),
                OptionalInt.of(2),
                OptionalLong.of(3),
                OptionalDouble.of(4),
                "j",
                "o"));
    assertThat(bind(Holes.class, "{texts: [a, null], numbers: {k: null}}"))
        .satisfies(bound -> assertThat(bound.texts()).containsExactly("a", null))
        .satisfies(bound -> assertThat(bound.numbers()).containsEntry("k", null));
  }

  @Test
  void fillsInDefaults() {
    assertThat(bind(Defaults.class, "{}"))
        .isEqualTo(
            new Defaults(
                8080,
                Duration.ofSeconds(5),
                List.of("a", "b"),
                new Server("here", 8080),
                "",
                Optional.of(Level.LOW)));
    assertThat(bind(Defaults.class, "{port: 1, names: [], level: high}"))
        .isEqualTo(
            new Defaults(
                1,
                Duration.ofSeconds(5),
                List.of(),
                new Server("here", 8080),
                "",
                Optional.of(Level.high)));
  }

  @Test
  void bindsGenericAndRecursiveRecords() {
    assertThat(bind(Generic.class, "pair: {first: 1, rest: [{host: h}]}"))
        .isEqualTo(new Generic(new Pair<>(1, List.of(new Server("h", 8080)))));
    assertThat(bind(Node.class, "{name: a, next: {name: b}}"))
        .isEqualTo(new Node("a", Optional.of(new Node("b", Optional.empty()))));
  }

  @Test
  void callsTheCanonicalConstructorOnly() {
    assertThat(bind(Factories.class, "name: n")).isEqualTo(new Factories("n"));
    assertThat(bind(One.class, "only: o")).isEqualTo(new One("o"));
  }

  @Test
  void bindsPrivateAndEmptyRecords() {
    assertThat(bind(Hidden.class, "value: 3")).isEqualTo(new Hidden(3));
    assertThat(bind(Empty.class, "{}")).isEqualTo(new Empty());
  }

  @Test
  void makesCollectionsThatCanNotBeModified() {
    Collections bound = bind(Collections.class, "{set: [a], items: [1], map: {k: [low]}}");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> bound.set().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> bound.items().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> bound.map().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> bound.map().get("k").clear());
  }
}
