// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Delays between tries (14.6, W7, design 4.10). */
class BackoffTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private static List<Long> delays(double random, int count) {
    Backoff backoff = new Backoff(Limits.DEFAULT, () -> random);
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      delays.add(backoff.failed(AT_ONCE).toMillis());
    }
    return delays;
  }

  /** Design 4.10: from 100 ms, x1.8, to 30 s. */
  @Test
  void growsToALimitAndNeverGivesUp() {
    assertThat(delays(0.5, 4)).containsExactly(100L, 180L, 324L, 583L);
    assertThat(delays(0.5, 5_000)).endsWith(30_000L, 30_000L);
  }

  /** Design 4.10: jittered. */
  @Test
  void isJitteredByAFifth() {
    assertThat(delays(0, 1)).containsExactly(80L);
    assertThat(delays(1, 1)).containsExactly(120L);
  }

  /** W7, 33.18: a failure after good running is retried with the first delay. */
  @Test
  void beginsAgainAfterGoodRunning() {
    Backoff backoff = new Backoff(Limits.DEFAULT, () -> 0.5);
    for (int i = 0; i < 20; i++) {
      backoff.failed(Duration.ofSeconds(1));
    }
    assertThat(backoff.failed(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(30));
    assertThat(backoff.failed(Duration.ofHours(3))).isEqualTo(Duration.ofMillis(100));
    assertThat(backoff.failed(AT_ONCE)).isEqualTo(Duration.ofMillis(180));
  }
}
