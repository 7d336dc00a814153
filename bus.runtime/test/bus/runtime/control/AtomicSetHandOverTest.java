// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What becomes of controllers that run already when a set is applied as a whole (13.13, design 4.8,
 * 4.12, 6).
 */
class AtomicSetHandOverTest {

  private static final String ID = "acme/atomic";
  private static final Limits LIMITS = TestPlane.LIMITS.withReady(Duration.ofSeconds(8));

  @AutoClose private final TestPlane test = new TestPlane(LIMITS);

  private AppliedSet partial(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.PARTIAL, entries);
  }

  private AppliedSet atomic(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.ATOMIC, entries);
  }

  /** What the set wants as it is goes on, and must be ready too. */
  @Test
  void leavesAnUnchangedControllerAloneButWantsItReady() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Script script = Script.of(ID, "1.0.0").failingAt("same", fails);
    test.offer(script);
    AppliedSet before = partial(Map.of("a", entry(ID, 1, "same"), "b", entry(ID, 1, "b1")));
    before.await("a", Phase.BACKING_OFF);
    before.await("b", Phase.RUNNING);
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "same"), "b", entry(ID, 2, "b2")));
    next.awaitTried();
    Waits.until(() -> assertThat(next.summary("b")).contains("key 'a'"));
    assertThat(script.open()).contains("b1");
    fails.set(false);
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("b2", "same"));
    int made = script.made().size();
    AppliedSet third = atomic(Map.of("a", entry(ID, 3, "same"), "b", entry(ID, 3, "b2")));
    third.await(Phase.RUNNING);
    assertThat(script.made()).hasSize(made);
  }

  /**
   * 13.13: a controller that somebody else wants as well is neither stopped nor robbed of state.
   */
  @Test
  void leavesAControllerThatOthersWantToo() {
    Script script = Script.of(ID, "1.0.0").restoring((made, state) -> true);
    test.offer(script);
    partial(Map.of("a", entry(ID, 1, "a1"))).await(Phase.RUNNING);
    Reference<ControllerStatus> other = test.load(ID, "a1");
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2")));
    next.await(Phase.RUNNING);
    assertThat(script.open()).containsExactly("a1", "a2");
    assertThat(script.log()).doesNotContain("pause 1");
    other.release();
    Waits.until(() -> assertThat(script.open()).containsExactly("a2"));
  }

  /** Two keys may exchange their settings, or share what others leave. */
  @Test
  void movesControllersAmongKeysWithoutARestart() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    partial(Map.of("a", entry(ID, 1, "x"), "b", entry(ID, 1, "y"))).await(Phase.RUNNING);
    AppliedSet swapped = atomic(Map.of("a", entry(ID, 2, "y"), "b", entry(ID, 2, "x")));
    swapped.await(Phase.RUNNING);
    AppliedSet shared = atomic(Map.of("a", entry(ID, 3, "z"), "b", entry(ID, 3, "z")));
    shared.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("z"));
    assertThat(script.made()).hasSize(3);
  }

  /** Design 6, 4.8: state is handed over, and values are replaced in one step. */
  @Test
  void handsStateAndValuesToTheNewConfig() {
    AtomicInteger taken = new AtomicInteger();
    Script script =
        Script.of(ID, "1.0.0")
            .answeringItsName()
            .saving((made, scope) -> made.count = 7)
            .restoring(
                (made, state) -> {
                  taken.set((int) state.number("count", -1));
                  return true;
                });
    test.offer(script);
    partial(Map.of("a", entry(ID, 1, "a1"))).await(Phase.RUNNING);
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2")));
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2"));
    assertThat(taken).hasValue(7);
    assertThat(answers.events()).containsExactly("added a1", "added a2", "removed a1");
    assertThat(script.log()).containsSubsequence("construct 2 a2", "pause 1", "save 1");
  }

  /** The old controller goes on as it was when the set is not kept. */
  @Test
  void resumesWhatItHadPaused() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Script script =
        Script.of(ID, "1.0.0")
            .answeringItsName()
            .failingAt("b2", fails)
            .restoring((made, state) -> true);
    test.offer(script);
    partial(Map.of("a", entry(ID, 1, "a1"), "b", entry(ID, 1, "b1"))).await(Phase.RUNNING);
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 2, "b2")));
    next.awaitTried();
    next.release();
    Waits.until(() -> assertThat(script.log()).contains("resume 1", "resume 2"));
    Waits.until(() -> assertThat(script.open()).containsExactly("a1", "b1"));
  }
}
