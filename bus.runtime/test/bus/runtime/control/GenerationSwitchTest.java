// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.State;
import bus.api.directive.Reference;
import bus.api.plugin.GenerationSwitch.Result;
import bus.api.plugin.StepTime;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Switches that come about (design 6, 4.8, 4.11). */
class GenerationSwitchTest {

  private static final String ID = "acme/switched";

  @AutoClose private final TestPlane test = new TestPlane();

  private Reference<ControllerStatus> current(Script script) {
    test.stage(script, 1);
    assertThat(test.switchTo(null, 1L).failure()).isNull();
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    return reference;
  }

  private void assertWell(Result result) {
    assertThat(result.failure()).isNull();
    assertThat(result.notes()).isEmpty();
  }

  /** Design 4.8, 6: no moment without a value, also where there is room for one only. */
  @Test
  void replacesValuesWithoutAMomentWithoutOne() {
    Script old = Script.of(ID, "1.0.0").answering("old");
    Script fresh = Script.of(ID, "1.0.0").answering("new");
    Reference<ControllerStatus> reference = current(old);
    Recorder<String> single = new Recorder<>();
    Recorder<String> many = new Recorder<>();
    Recorder<ControllerStatus> status = new Recorder<>();
    test.bus.add(Ask.single("one"), single);
    test.bus.add(Ask.of("many"), many);
    reference.instance().addReference(status);
    test.stage(fresh, 2);
    Result result = test.switchTo(1L, 2L);

    assertWell(result);
    assertThat(result.steps()).extracting(StepTime::step).containsExactly("ready", "switch");
    assertThat(single.events()).containsExactly("added old", "added new", "removed old");
    assertThat(many.events()).containsExactly("added old", "added new", "removed old");
    assertThat(single.least()).isEqualTo(1);
    assertThat(many.least()).isEqualTo(1);
    assertThat(status.least()).isEqualTo(1);
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.RUNNING);
    assertThat(old.alive()).isZero();
    assertThat(test.controllers.controllers())
        .singleElement()
        .satisfies(
            shown -> {
              assertThat(shown.plugin()).isEqualTo("plugin");
              assertThat(shown.generation()).isEqualTo(2);
            });
    assertThat(test.controllers.factories()).singleElement();
    assertThat(test.switchTo(2L, null).failure()).isNull();
    assertThat(single.live()).isEmpty();
  }

  /** Design 4.8: a new resolver that takes its time, on a thread of its own. */
  @Test
  void waitsForTheFirstValueOfASlowSuccessor() {
    Slow old = new Slow(ID, "old", Duration.ZERO);
    Slow fresh = new Slow(ID, "new", Duration.ofMillis(80));
    test.stage(old, 1);
    test.switchTo(null, 1L);
    Reference<ControllerStatus> reference = test.bus.add(Slow.load(ID));
    TestPlane.awaitPhase(reference, Phase.FINISHED);
    Recorder<String> single = new Recorder<>();
    test.bus.add(Ask.single("one"), single);
    Waits.until(() -> assertThat(single.live()).containsExactly("old"));
    for (long bundle = 2; bundle < 6; bundle++) {
      test.stage(bundle % 2 == 0 ? fresh : old, bundle);
      assertWell(test.switchTo(bundle - 1, bundle));
      assertThat(single.live()).containsExactly(bundle % 2 == 0 ? "new" : "old");
      assertThat(single.least()).isEqualTo(1);
    }
    assertThat(single.breaches()).isEmpty();
  }

  /** Design 4.11: a new generation displaces the old one whatever the version says. */
  @Test
  void movesToALowerVersion() {
    Reference<ControllerStatus> reference = current(Script.of(ID, "2.0.0"));
    test.stage(Script.of(ID, "1.0.0"), 2);
    assertWell(test.switchTo(1L, 2L));
    assertThat(TestPlane.status(reference).info().version()).isEqualTo("1.0.0");
  }

  /** Design 6: factories of a bundle that no switch has named are offered to nobody. */
  @Test
  void offersAStagedFactoryToNobodyBeforeTheSwitch() {
    Reference<ControllerStatus> reference = test.load(ID, "a");
    Script script = Script.of(ID, "1.0.0");
    FactoryEntry staged = test.stage(script, 1);
    test.stage(Script.of(ID, "9.0.0"), 7);
    TestPlane.awaitPhase(reference, Phase.WAITING_FOR_FACTORY);
    assertThat(test.controllers.factories()).isEmpty();
    assertThat(test.switchTo(null, 1L).failure()).isNull();
    assertThat(TestPlane.awaitPhase(reference, Phase.RUNNING).info().version()).isEqualTo("1.0.0");
    test.plane.withdraw(staged);
    TestPlane.awaitPhase(reference, Phase.WAITING_FOR_FACTORY);
  }

  /** Stateful, design 6. */
  @Test
  void handsTheStateOverWithTheVersionThatSavedIt() {
    AtomicReference<State> seen = new AtomicReference<>();
    Script old =
        Script.of(ID, "1.0.0")
            .restoring((made, state) -> true)
            .executing(
                (made, scope) -> {
                  made.count = 42;
                  scope.await();
                });
    Script fresh =
        Script.of(ID, "2.0.0")
            .restoring(
                (made, state) -> {
                  seen.set(state);
                  made.count = (Long) state.data().get("count");
                  return true;
                });
    current(old);
    test.stage(fresh, 2);
    assertWell(test.switchTo(1L, 2L));
    assertThat(seen.get().version()).isEqualTo("1.0.0");
    assertThat(seen.get().schema()).isEqualTo(1);
    assertThat(fresh.made().get(0).count).isEqualTo(42);
    assertThat(old.log())
        .containsExactly("construct 1 a", "execute 1", "pause 1", "save 1", "close 1");
    assertThat(fresh.log()).containsExactly("construct 1 a", "restore 1", "execute 1");
  }

  /** Stateful: the new one may decline, and may have no state at all. */
  @Test
  void startsAfreshWhenTheStateIsDeclinedOrNotWanted() {
    Script old = Script.of(ID, "1.0.0").restoring((made, state) -> true);
    Script declining = Script.of(ID, "2.0.0").restoring((made, state) -> false);
    current(old);
    test.stage(declining, 2);
    assertWell(test.switchTo(1L, 2L));
    assertThat(declining.log()).contains("restore 1", "execute 1");
    Script stateless = Script.of(ID, "3.0.0");
    test.stage(stateless, 3);
    assertWell(test.switchTo(2L, 3L));
    assertThat(stateless.log()).containsExactly("construct 1 a", "execute 1");
  }

  /** 27.6, 29.8: a plugin that goes, or comes back without a factory. */
  @Test
  void leavesRequestsWaitingWhenTheirFactoryIsGone() {
    Script old = Script.of(ID, "1.0.0").answering("v");
    Reference<ControllerStatus> reference = current(old);
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.of("q"), values);
    test.stage(Script.of("acme/other", "1.0.0"), 2);
    assertWell(test.switchTo(1L, 2L));
    assertThat(old.alive()).isZero();
    assertThat(values.live()).isEmpty();
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
    assertThat(test.controllers.controllers()).isEmpty();
  }

  /** A controller that hangs is told in the notes, and the switch takes place all the same. */
  @Test
  void tellsWhatOfTheOldGenerationDidNotStopInTime() {
    CountDownLatch leave = new CountDownLatch(1);
    Script old =
        Script.of(ID, "1.0.0")
            .executing((made, scope) -> HandAddedControllerTest.awaitStubbornly(leave));
    current(old);
    Script fresh = Script.of(ID, "2.0.0");
    test.stage(fresh, 2);
    Result result = test.switchTo(1L, 2L);
    assertThat(result.failure()).isNull();
    assertThat(result.notes()).singleElement().asString().contains("execute of " + ID + "#1");
    assertThat(fresh.alive()).isEqualTo(1);
    leave.countDown();
  }

  /** Design 4.10 with 6: a request that is not in service has nothing to lose. */
  @Test
  void takesOverRequestsThatBackOffOrWereRefused() {
    Script failing =
        Script.of(ID, "1.0.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("no");
                });
    test.stage(failing, 1);
    test.switchTo(null, 1L);
    Reference<ControllerStatus> backingOff = test.load(ID, "a");
    Reference<ControllerStatus> refused = test.load(ID, "bad");
    TestPlane.awaitPhase(backingOff, Phase.BACKING_OFF);
    TestPlane.awaitPhase(refused, Phase.INVALID_CONFIG);
    Lenient good = new Lenient(ID, "2.0.0");
    test.stage(good, 2);
    assertThat(test.switchTo(1L, 2L).failure()).isNull();
    assertThat(TestPlane.awaitPhase(backingOff, Phase.FINISHED).info()).isEqualTo(good.info());
    assertThat(TestPlane.awaitPhase(refused, Phase.FINISHED).info()).isEqualTo(good.info());
    assertThat(failing.alive()).isZero();
  }

  /**
   * GenerationSwitch: when it returns well no controller of an old bundle is on the bus, however
   * late it came.
   */
  @Test
  void movesARequestThatCameDuringTheSwitch() throws InterruptedException {
    Script old = Script.of(ID, "1.0.0");
    current(old);
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Script fresh =
        Script.of(ID, "2.0.0")
            .constructing(
                (made, scope) -> {
                  if (made.number == 1) {
                    preparing.countDown();
                    Waits.on(goOn);
                  }
                });
    test.stage(fresh, 2);
    AtomicReference<Result> result = new AtomicReference<>();
    Thread switching = new Thread(() -> result.set(test.switchTo(1L, 2L)));
    switching.start();
    Waits.on(preparing);
    Reference<ControllerStatus> late = test.load(ID, "late");
    TestPlane.awaitPhase(late, Phase.RUNNING);
    assertThat(old.alive()).isEqualTo(2);
    assertThatThrownBy(() -> test.switchTo(1L, 2L))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("another switch is under way");
    goOn.countDown();
    switching.join(10_000);
    assertWell(result.get());
    assertThat(old.alive()).isZero();
    assertThat(fresh.alive()).isEqualTo(2);
  }

  /** Released while it is being moved: both end. */
  @Test
  void stopsBothControllersOfARequestThatIsReleasedDuringTheSwitch() throws InterruptedException {
    Script old = Script.of(ID, "1.0.0");
    Reference<ControllerStatus> reference = current(old);
    CountDownLatch preparing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Script fresh =
        Script.of(ID, "2.0.0")
            .constructing(
                (made, scope) -> {
                  preparing.countDown();
                  Waits.on(goOn);
                });
    test.stage(fresh, 2);
    Thread switching = new Thread(() -> test.switchTo(1L, 2L));
    switching.start();
    Waits.on(preparing);
    reference.release();
    goOn.countDown();
    switching.join(10_000);
    Waits.until(() -> assertThat(old.alive() + fresh.alive()).isZero());
    assertThat(test.controllers.controllers()).isEmpty();
  }

  /** Design 4.12: exclusive, so stop, then start, and say so. */
  @Test
  void stopsAnExclusiveControllerBeforeItsSuccessorAndHandsItsStateOver() {
    Script old =
        Script.of(ID, "1.0.0")
            .exclusive()
            .restoring((made, state) -> true)
            .executing(
                (made, scope) -> {
                  made.count = 7;
                  scope.await();
                });
    List<Integer> aliveBefore = new java.util.concurrent.CopyOnWriteArrayList<>();
    Script fresh =
        Script.of(ID, "2.0.0")
            .exclusive()
            .constructing((made, scope) -> aliveBefore.add(old.alive()))
            .restoring(
                (made, state) -> {
                  made.count = (Long) state.data().get("count");
                  return true;
                });
    current(old);
    test.stage(fresh, 2);
    Result result = test.switchTo(1L, 2L);
    assertThat(result.failure()).isNull();
    assertThat(result.notes()).singleElement().asString().contains("exclusive", "stopped before");
    assertThat(aliveBefore).containsExactly(0);
    assertThat(fresh.made().get(0).count).isEqualTo(7);
  }
}
