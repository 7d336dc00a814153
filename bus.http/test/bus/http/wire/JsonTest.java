// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  private record Sample(Instant at, Duration time, boolean done, List<String> names) {
    public boolean isEmpty() {
      return names.isEmpty();
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheComponentsAndNothingElse() {
    Sample sample =
        new Sample(Instant.EPOCH, Duration.ofNanos(1_500_001), true, List.of("a", "\u00fc"));
    assertThat(new String(Json.bytes(sample), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"at\":\"1970-01-01T00:00:00Z\",\"time\":1.500001,\"done\":true,\"names\":[\"a\",\"\u00fc\"]}");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999_999, 1_000_000, 60_000_000_000L, Long.MAX_VALUE, -5})
  void readsWhatItWrites(long nanos) {
    Sample sample =
        new Sample(Instant.ofEpochSecond(5, 6), Duration.ofNanos(nanos), false, List.of());
    assertThat(Json.read(Json.bytes(sample), Sample.class)).isEqualTo(sample);
    assertThat(Json.readList(Json.bytes(List.of(sample)), Sample.class)).containsExactly(sample);
  }

  @Test
  void writesTheLongestTime() {
    Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
    Sample sample = new Sample(Instant.EPOCH, longest, false, List.of());
    assertThat(Json.read(Json.bytes(sample), Sample.class).time()).isEqualTo(longest);
  }

  @Test
  void passesOverFieldsOfALaterVersion() {
    assertThat(
            Json.read(
                    utf8("{\"type\":\"a\",\"title\":\"b\",\"status\":4,\"detail\":\"d\",\"x\":{}}"),
                    Problem.class)
                .status())
        .isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{", "[]", "{\"status\":\"x\"}", "{} {}", "{\"status\":null}"})
  void refusesWhatIsNoSuchRecord(String text) {
    assertThatThrownBy(() -> Json.read(utf8(text), Problem.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".+");
  }
}
