// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.runtime.BusRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LiveSetsTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static ApplyConfigSet set(String key, Mode mode) {
    return new ApplyConfigSet(
        ConfigSet.of(Map.of(key, ConfigEntry.of("acme/none", Map.of("a", 1)))), mode);
  }

  @Test
  void showsTheSetsThatAreAppliedInTheirOrderUntilTheyAreTakenBack() {
    try (BusRuntime runtime = BusRuntime.start()) {
      assertThat(runtime.controllers().applied()).isEmpty();
      Reference<KeyStatus> first = runtime.bus().add(set("a", Mode.PARTIAL));
      try (Reference<KeyStatus> second = runtime.bus().add(set("b", Mode.ATOMIC))) {
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(runtime.controllers().applied())
                        .extracting(AppliedConfigSet::summary)
                        .containsExactly(
                            "0 of 1 ready: 1 WAITING_FOR_FACTORY",
                            "0 of 1 ready: 1 WAITING_FOR_FACTORY"));
        List<AppliedConfigSet> applied = runtime.controllers().applied();
        assertThat(applied)
            .extracting(AppliedConfigSet::mode)
            .containsExactly(Mode.PARTIAL, Mode.ATOMIC);
        assertThat(applied.get(0).directive()).isEqualTo(first.instance().id());
        assertThat(applied.get(0).set().entries()).containsOnlyKeys("a");
        assertThat(applied.get(0).keys()).extracting(KeyStatus::key).containsExactly("a");
        assertThat(applied.get(0).ready()).isFalse();
        first.release();
        await().atMost(LIMIT).until(() -> runtime.controllers().applied().size() == 1);
        assertThat(runtime.controllers().applied().get(0).directive())
            .isEqualTo(second.instance().id());
      }
    }
  }

  @Test
  void isNotReadyBeforeAllKeysHaveAStatus() {
    ApplyConfigSet wanted = set("a", Mode.PARTIAL);
    assertThat(AppliedConfigSet.of(1, wanted, List.of()).ready()).isFalse();
  }
}
