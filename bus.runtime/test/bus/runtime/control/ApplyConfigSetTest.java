// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.OneOff;
import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Desired state: claims on keys, and what runs for them (17, W17, W18, design 4.12). */
class ApplyConfigSetTest {

  private static final String ID = "acme/keyed";

  @AutoClose private final TestPlane test = new TestPlane();

  private static ConfigEntry entry(String id, long rev, String name) {
    return new ConfigEntry(id, rev, Map.of("name", name));
  }

  private Reference<KeyStatus> apply(Map<String, ConfigEntry> entries) {
    return test.bus.add(new ApplyConfigSet(ConfigSet.of(entries)));
  }

  private Reference<KeyStatus> apply(long rev, String name) {
    return apply(Map.of("key", entry(ID, rev, name)));
  }

  private static KeyStatus key(Reference<KeyStatus> reference, String key) {
    List<KeyStatus> found =
        reference.instance().state().values().stream()
            .map(value -> value.value())
            .filter(status -> status.key().equals(key))
            .toList();
    assertThat(found).as("status of " + key).hasSize(1);
    return found.get(0);
  }

  private static void awaitKey(Reference<KeyStatus> reference, boolean winning, Phase phase) {
    Waits.until(
        () -> {
          assertThat(key(reference, "key").status().phase()).isEqualTo(phase);
          assertThat(key(reference, "key").winning()).isEqualTo(winning);
        });
  }

  private List<String> running(Script script) {
    return script.made().stream()
        .filter(made -> !script.log().contains("close " + made.number))
        .map(made -> made.config.name())
        .toList();
  }

  /**
   * 17.2, 17.10, 33.22, W8: a missing factory is a state of its key only; idle once each key has
   * one.
   */
  @Test
  void runsWhatItCanAndShowsWhatItWaitsFor() throws InterruptedException {
    Script known = Script.of(ID, "1.0.0");
    test.offer(known);
    Map<String, ConfigEntry> entries =
        Map.of("a", entry(ID, 0, "a"), "b", entry("acme/later", 0, "b"), "c", entry(ID, 0, "bad"));
    Reference<KeyStatus> reference = apply(entries);
    Waits.until(
        () -> {
          assertThat(key(reference, "a").status().phase()).isEqualTo(Phase.RUNNING);
          assertThat(key(reference, "b").status().phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
          assertThat(key(reference, "c").status().phase()).isEqualTo(Phase.INVALID_CONFIG);
        });
    assertThat(reference.instance().state().idle()).isTrue();
    assertThat(
            Waits.value(
                test.bus.collect(
                    new ApplyConfigSet(ConfigSet.of(Map.of("z", entry("acme/no", 0, "z")))),
                    OneOff.UNTIL_IDLE)))
        .singleElement()
        .satisfies(
            status -> assertThat(status.status().phase()).isEqualTo(Phase.WAITING_FOR_FACTORY));
    assertThat(
            Waits.value(test.bus.collect(new ApplyConfigSet(ConfigSet.EMPTY), OneOff.UNTIL_IDLE)))
        .isEmpty();
    test.offer(Script.of("acme/later", "1.0.0"));
    Waits.until(() -> assertThat(key(reference, "b").status().phase()).isEqualTo(Phase.RUNNING));
    reference.release();
    Waits.until(() -> assertThat(test.controllers.controllers()).isEmpty());
  }

  /**
   * Design 4.12, W18, 33.21 with the fall-back: highest revision, then the oldest; losers are told.
   */
  @Test
  void letsTheHighestRevisionWinTellsTheLosersAndFallsBack() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Reference<KeyStatus> one = apply(1, "one");
    awaitKey(one, true, Phase.RUNNING);
    Reference<KeyStatus> sameRev = apply(1, "other");
    awaitKey(sameRev, false, Phase.RUNNING);
    assertThat(running(script)).containsExactly("one");
    Reference<KeyStatus> two = apply(2, "two");
    awaitKey(two, true, Phase.RUNNING);
    awaitKey(one, false, Phase.RUNNING);
    Waits.until(() -> assertThat(running(script)).containsExactly("two"));
    assertThat(key(one, "key").entry().rev()).isEqualTo(1);

    two.release();
    awaitKey(one, true, Phase.RUNNING);
    Waits.until(() -> assertThat(running(script)).containsExactly("one"));
    one.release();
    awaitKey(sameRev, true, Phase.RUNNING);
    Waits.until(() -> assertThat(running(script)).containsExactly("other"));
    sameRev.release();
    Waits.until(() -> assertThat(test.controllers.controllers()).isEmpty());
  }

  /** W18: a higher revision of an equal config does not restart. */
  @Test
  void keepsTheControllerWhenOnlyTheRevisionRises() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Reference<KeyStatus> one = apply(1, "same");
    awaitKey(one, true, Phase.RUNNING);
    Reference<KeyStatus> two = apply(2, "same");
    awaitKey(two, true, Phase.RUNNING);
    awaitKey(one, false, Phase.RUNNING);
    one.release();
    Waits.stays(
        Duration.ofMillis(50),
        () -> assertThat(script.log()).containsExactly("construct 1 same", "execute 1"));
  }

  /**
   * Design 4.12: make before break; the values of the old config stay until the new one is ready.
   */
  @Test
  void startsTheNewConfigBeforeItLetsTheOldOneGo() {
    Script script = Script.of(ID, "1.0.0").answering("v");
    test.offer(script);
    Reference<KeyStatus> one = apply(1, "one");
    awaitKey(one, true, Phase.RUNNING);
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.of("q"), values);
    Reference<KeyStatus> two = apply(2, "two");
    Waits.until(() -> assertThat(running(script)).containsExactly("two"));
    awaitKey(two, true, Phase.RUNNING);
    assertThat(values.events()).containsExactly("added v", "added v", "removed v");
    assertThat(values.least()).isEqualTo(1);
  }

  /** Design 1.3: a new config that does not work leaves the old one in service. */
  @Test
  void keepsTheOldControllerWhileTheNewConfigFails() {
    Script script =
        Script.of(ID, "1.0.0")
            .executing(
                (made, scope) -> {
                  if (made.config.name().equals("failing")) {
                    throw new IllegalStateException("cannot");
                  }
                  scope.await();
                });
    test.offer(script);
    awaitKey(apply(1, "good"), true, Phase.RUNNING);
    Reference<KeyStatus> failing = apply(2, "failing");
    awaitKey(failing, true, Phase.BACKING_OFF);
    assertThat(running(script)).contains("good");
    failing.release();
    Waits.until(() -> assertThat(running(script)).containsExactly("good"));
  }

  /** 17.8 intent, W17, 33.22. */
  @Test
  void usesTheNextValidConfigAfterAnInvalidOne() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Reference<KeyStatus> bad = apply(1, "bad");
    awaitKey(bad, true, Phase.INVALID_CONFIG);
    Reference<KeyStatus> good = apply(2, "good");
    awaitKey(good, true, Phase.RUNNING);
    awaitKey(bad, false, Phase.RUNNING);
    assertThat(running(script)).containsExactly("good");
  }

  /**
   * W18, ControllerInfo.exclusive: an exclusive controller is stopped before the next config
   * starts.
   */
  @Test
  void neverRunsTwoConfigsOfAnExclusiveControllerAtOnce() {
    Script script =
        Script.of(ID, "1.0.0")
            .exclusive()
            .closing((made, scope) -> Waits.stays(Duration.ofMillis(20), () -> {}));
    test.offer(script);
    for (int rev = 1; rev < 5; rev++) {
      awaitKey(apply(rev, "rev" + rev), true, Phase.RUNNING);
    }
    assertThat(script.mostAlive()).isEqualTo(1);
    Waits.until(() -> assertThat(running(script)).containsExactly("rev4"));
  }

  /** 13.13, 33.20: two keys with equal configs share a controller, which stops with the last. */
  @Test
  void sharesAControllerAmongKeysWithEqualConfigs() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Reference<KeyStatus> one = apply(Map.of("key", entry(ID, 0, "a")));
    Reference<KeyStatus> two = apply(Map.of("other", entry(ID, 5, "a")));
    awaitKey(one, true, Phase.RUNNING);
    Waits.until(() -> assertThat(key(two, "other").status().phase()).isEqualTo(Phase.RUNNING));
    assertThat(script.made()).hasSize(1);
    one.release();
    Waits.stays(Duration.ofMillis(40), () -> assertThat(script.alive()).isEqualTo(1));
    two.release();
    Waits.until(() -> assertThat(script.alive()).isZero());
  }
}
