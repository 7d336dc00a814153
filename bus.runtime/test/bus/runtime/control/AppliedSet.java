// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Map;

/** A set that a test has applied. */
record AppliedSet(Reference<KeyStatus> reference) {

  static AppliedSet of(TestPlane test, Mode mode, Map<String, ConfigEntry> entries) {
    return new AppliedSet(test.bus.add(new ApplyConfigSet(ConfigSet.of(entries), mode)));
  }

  static ConfigEntry entry(String id, long rev, String name) {
    return new ConfigEntry(id, rev, Map.of("name", name));
  }

  List<KeyStatus> all() {
    return reference.instance().state().all();
  }

  KeyStatus key(String key) {
    List<KeyStatus> found = all().stream().filter(status -> status.key().equals(key)).toList();
    assertThat(found).as("status of " + key).hasSize(1);
    return found.get(0);
  }

  String summary(String key) {
    return key(key).status().summary();
  }

  boolean tried() {
    return reference.instance().state().idle();
  }

  void awaitTried() {
    Waits.until(() -> assertThat(tried()).isTrue());
  }

  /** Waits until each key is this set's and in a phase. */
  void await(Phase phase) {
    Waits.until(
        () ->
            assertThat(all())
                .isNotEmpty()
                .allSatisfy(
                    key -> {
                      assertThat(key.winning()).isTrue();
                      assertThat(key.status().phase()).isEqualTo(phase);
                    }));
  }

  void await(String key, Phase phase) {
    Waits.until(() -> assertThat(key(key).status().phase()).isEqualTo(phase));
  }

  void release() {
    reference.release();
  }
}
