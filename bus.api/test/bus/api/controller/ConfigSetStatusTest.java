// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The status of a set as a whole (17.4, 18.2, design 4.12). */
class ConfigSetStatusTest {

  private static KeyStatus key(String key, boolean winning, Phase phase, String reason) {
    Failure failure = reason.isEmpty() ? null : Failure.of("Reason", reason);
    ControllerStatus status = new ControllerStatus(phase, null, failure, null, Instant.EPOCH);
    return new KeyStatus(key, ConfigEntry.of("acme/" + key, Map.of()), winning, status);
  }

  @Test
  void isReadyWhenAllKeysAreInServiceAndItsOwn() {
    ConfigSetStatus status =
        ConfigSetStatus.of(
            List.of(key("a", true, Phase.RUNNING, ""), key("b", true, Phase.FINISHED, "")));
    assertThat(status.ready()).isTrue();
    assertThat(status.text()).isEqualTo("2 of 2 ready: 1 RUNNING, 1 FINISHED");
  }

  @Test
  void countsPhasesAndNamesTheKeysThatAreNotReadyWithTheReason() {
    ConfigSetStatus status =
        ConfigSetStatus.of(
            List.of(
                key("d", false, Phase.WAITING_FOR_SET, "kept by b"),
                key("c", false, Phase.RUNNING, ""),
                key("b", true, Phase.BACKING_OFF, "cannot"),
                key("a", true, Phase.RUNNING, "")));
    assertThat(status.ready()).isFalse();
    assertThat(status.keys()).isEqualTo(4);
    assertThat(status.phases())
        .isEqualTo(Map.of(Phase.RUNNING, 2, Phase.BACKING_OFF, 1, Phase.WAITING_FOR_SET, 1));
    assertThat(status.unready()).extracting(KeyStatus::key).containsExactly("b", "c", "d");
    assertThat(status.text())
        .isEqualTo(
            """
            1 of 4 ready: 1 WAITING_FOR_SET, 2 RUNNING, 1 BACKING_OFF
              b (acme/b): BACKING_OFF: Reason: cannot
              c (acme/c): another set has this key, there it is RUNNING
              d (acme/d): WAITING_FOR_SET: Reason: kept by b\
            """);
  }

  @Test
  void isReadyWithoutKeys() {
    assertThat(ConfigSetStatus.of(List.of()).ready()).isTrue();
    assertThat(ConfigSetStatus.of(List.of()).text()).isEqualTo("0 of 0 ready");
  }
}
