// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RetryGoodRunningTest {

  /** W7, W24: the delays depend on failures in a row, and begin anew after good running. */
  @Test
  void countsFailuresInARowUntilSomethingRanForLongerThanTheLongestDelay() {
    Retry retry = Retry.DEFAULT.between(Duration.ofMillis(10), Duration.ofSeconds(1));
    assertThat(retry.inARow(7, Duration.ofSeconds(1))).isEqualTo(7);
    assertThat(retry.inARow(7, Duration.ofMillis(1_001))).isZero();
  }
}
