// SPDX-License-Identifier: Apache-2.0
package bus.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.runtime.control.Limits;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The limits that a framework sets. */
class BusComponentTest {

  @Test
  void takesLimitsFromTheFramework() {
    Map<String, String> properties =
        Map.of(
            "hotbus.ready.after", "7",
            "hotbus.drain", "4000",
            "hotbus.handover.time", " 500 ",
            "hotbus.handover.bytes", "1000000");
    assertThat(BusComponent.limits(properties::get))
        .isEqualTo(
            Limits.DEFAULT
                .withReadyAfter(Duration.ofMillis(7))
                .withStop(Duration.ofSeconds(4))
                .withHandOver(Duration.ofMillis(500))
                .withHandOverBytes(1_000_000));
    assertThat(BusComponent.limits(name -> null)).isEqualTo(Limits.DEFAULT);
  }

  @Test
  void saysWhichLimitIsWrong() {
    assertThatThrownBy(() -> BusComponent.limits(Map.of("hotbus.handover.bytes", "16M")::get))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "framework property hotbus.handover.bytes must be a number of bytes, it is '16M'");
  }
}
