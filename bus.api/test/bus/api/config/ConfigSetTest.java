// SPDX-License-Identifier: Apache-2.0
package bus.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConfigSetTest {

  private static ConfigSet of(String key, long rev, String word) {
    return ConfigSet.of(Map.of(key, new ConfigEntry("id", rev, Map.of("word", word))));
  }

  /** Semantics 16.3. */
  @Test
  void mergingKeepsTheHigherRevisionAndOfEqualOnesTheLater() {
    assertThat(of("k", 2, "a").mergedWith(of("k", 1, "b"))).isEqualTo(of("k", 2, "a"));
    assertThat(of("k", 1, "a").mergedWith(of("k", 2, "b"))).isEqualTo(of("k", 2, "b"));
    assertThat(of("k", 1, "a").mergedWith(of("k", 1, "b"))).isEqualTo(of("k", 1, "b"));
    assertThat(of("k", 1, "a").mergedWith(of("l", 1, "b")).entries()).containsOnlyKeys("k", "l");
  }

  @Test
  void equalSettingsWrittenDifferentlyAreEqual() {
    assertThat(ConfigEntry.of("id", Map.of("n", 1)))
        .isEqualTo(ConfigEntry.of("id", Map.of("n", 1L)));
  }

  @Test
  void refusesBlankIdsAndKeysAndNegativeRevisions() {
    assertThatThrownBy(() -> ConfigEntry.of(" ", Map.of())).hasMessage("id must not be blank");
    assertThatThrownBy(() -> new ConfigEntry("id", -1, Map.of()))
        .hasMessage("rev must not be negative: -1");
    assertThatThrownBy(() -> of(" ", 0, "a")).hasMessage("a key must not be blank");
  }
}
