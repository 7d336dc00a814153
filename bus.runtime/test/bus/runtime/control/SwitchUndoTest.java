// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.api.plugin.GenerationSwitch.Change;
import bus.api.plugin.GenerationSwitch.Result;
import bus.api.plugin.StepTime;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bad version never takes a good one down (design 1.3, 6). */
class SwitchUndoTest {

  private static final String ID = "acme/switched";

  @AutoClose private final TestPlane test = new TestPlane();
  private final CountDownLatch release = new CountDownLatch(1);

  /** The ways in which a new version can be bad. */
  enum Bad {
    CONSTRUCTOR_THROWS("cannot"),
    CONSTRUCTOR_IS_INTERRUPTED("cannot"),
    CONSTRUCTOR_HANGS("not done within 400 ms"),
    EXECUTE_THROWS("cannot"),
    NEVER_READY("not ready within 400 ms"),
    RESTORE_THROWS("cannot"),
    RESTORE_HANGS("not done within 300 ms"),
    REFUSES_THE_CONFIG("unknown");

    private final String reason;

    Bad(String reason) {
      this.reason = reason;
    }
  }

  private Script bad(Bad kind) {
    Script script = Script.of(ID, "2.0.0").answering("bad").restoring((made, state) -> true);
    return switch (kind) {
      case CONSTRUCTOR_THROWS ->
          script.constructing(
              (made, scope) -> {
                throw new NoClassDefFoundError("cannot");
              });
      case CONSTRUCTOR_IS_INTERRUPTED ->
          script.constructing(
              (made, scope) -> {
                throw new InterruptedException("cannot");
              });
      case CONSTRUCTOR_HANGS ->
          script.constructing((made, scope) -> HandAddedControllerTest.awaitStubbornly(release));
      case EXECUTE_THROWS ->
          script.executing(
              (made, scope) -> {
                throw new IllegalStateException("cannot");
              });
      case NEVER_READY -> script;
      case RESTORE_THROWS ->
          script.restoring(
              (made, state) -> {
                throw new IllegalStateException("cannot");
              });
      case RESTORE_HANGS ->
          script.restoring(
              (made, state) -> {
                Waits.on(release);
                return true;
              });
      case REFUSES_THE_CONFIG -> script;
    };
  }

  /** Design 1.3: whatever is wrong with the new version, the old one goes on as it was. */
  @ParameterizedTest
  @EnumSource(Bad.class)
  void resumesTheOldControllerWhenTheNewOneIsBad(Bad kind) {
    Limits limits =
        kind == Bad.NEVER_READY
            ? TestPlane.LIMITS.withReadyAfter(Duration.ofHours(1))
            : TestPlane.LIMITS;
    try (TestPlane plane = new TestPlane(limits)) {
      Script old =
          Script.of(ID, "1.0.0")
              .answering("old")
              .restoring((made, state) -> true)
              .constructing((made, scope) -> made.context.ready());
      plane.stage(old, 1);
      plane.switchTo(null, 1L);
      Reference<ControllerStatus> reference = plane.load(ID, "a");
      ControllerStatus before = TestPlane.awaitPhase(reference, Phase.RUNNING);
      Recorder<String> values = new Recorder<>();
      plane.bus.add(Ask.single("q"), values);
      Script fresh = bad(kind);
      FactoryEntry staged =
          kind == Bad.REFUSES_THE_CONFIG ? plane.stage(new Unnamed(ID), 2) : plane.stage(fresh, 2);
      Result result = plane.switchTo(1L, 2L);

      assertThat(result.failure()).isNotNull();
      assertThat(result.failure().summary()).contains(kind.reason);
      assertThat(result.steps()).extracting(StepTime::step).containsExactly("ready", "undo");
      assertThat(values.events()).containsExactly("added old");
      assertThat(TestPlane.status(reference)).isEqualTo(before);
      assertThat(old.log()).doesNotContain("close 1");
      assertThat(old.log().contains("pause 1")).isEqualTo(old.log().contains("resume 1"));
      release.countDown();
      plane.plane.withdraw(staged);
      Waits.until(() -> assertThat(plane.controllers.controllers()).hasSize(1));
      Script good =
          Script.of(ID, "3.0.0").answering("good").constructing((m, s) -> m.context.ready());
      plane.stage(good, 3);
      assertThat(plane.switchTo(1L, 3L).failure()).isNull();
      assertThat(values.events()).containsExactly("added old", "added good", "removed old");
    }
  }

  /** Design 6: state that can not be saved undoes the switch as well. */
  @Test
  void resumesTheOldControllerWhenItsStateCanNotBeSaved() {
    AtomicInteger saves = new AtomicInteger();
    Script old =
        Script.of(ID, "1.0.0")
            .restoring((made, state) -> true)
            .saving(
                (made, scope) -> {
                  if (saves.incrementAndGet() == 1) {
                    throw new IllegalStateException("disk full");
                  }
                });
    test.stage(old, 1);
    test.switchTo(null, 1L);
    TestPlane.awaitPhase(test.load(ID, "a"), Phase.RUNNING);
    test.stage(Script.of(ID, "2.0.0").restoring((made, state) -> true), 2);
    assertThat(test.switchTo(1L, 2L).failure().summary()).contains("disk full");
    assertThat(old.log())
        .containsExactly("construct 1 a", "execute 1", "pause 1", "save 1", "resume 1");
    assertThat(test.switchTo(1L, 2L).failure()).as("tried again").isNull();
  }

  /** GenerationSwitch: all or nothing, over requests and plugins. */
  @Test
  void undoesAllWhenOneOfSeveralIsBad() {
    Script first = Script.of("acme/first", "1.0.0").answering("first");
    Script second = Script.of("acme/second", "1.0.0");
    test.stage(first, 1);
    test.stage(second, 2);
    List<Change> begin = List.of(new Change("one", 1, null, 1L), new Change("two", 1, null, 2L));
    assertThat(test.plane.generationSwitch().switchTo(begin).failure()).isNull();
    List<Reference<ControllerStatus>> references =
        List.of(
            test.load("acme/first", "a"),
            test.load("acme/first", "b"),
            test.load("acme/second", "a"));
    references.forEach(each -> TestPlane.awaitPhase(each, Phase.RUNNING));
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.of("q"), values);
    Script freshFirst = Script.of("acme/first", "2.0.0").answering("fresh");
    Script freshSecond =
        Script.of("acme/second", "2.0.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("cannot");
                });
    test.stage(freshFirst, 3);
    test.stage(freshSecond, 4);
    Result result =
        test.plane
            .generationSwitch()
            .switchTo(List.of(new Change("one", 2, 1L, 3L), new Change("two", 2, 2L, 4L)));
    assertThat(result.failure()).isNotNull();
    assertThat(freshFirst.alive() + freshSecond.alive()).isZero();
    assertThat(first.alive()).isEqualTo(2);
    assertThat(second.alive()).isEqualTo(1);
    assertThat(values.events()).containsExactly("added first", "added first");
    references.forEach(each -> assertThat(TestPlane.status(each).phase()).isEqualTo(Phase.RUNNING));
    assertThat(test.controllers.factories())
        .extracting(factory -> factory.info().version())
        .containsOnly("1.0.0");
  }

  /** Design 6: ready, but failed again before all were ready. */
  @Test
  void undoesWhenASuccessorFailsAfterItWasReady() {
    Script one = Script.of("acme/first", "1.0.0");
    Script two = Script.of("acme/second", "1.0.0");
    test.stage(one, 1);
    test.stage(two, 1);
    test.switchTo(null, 1L);
    TestPlane.awaitPhase(test.load("acme/first", "a"), Phase.RUNNING);
    TestPlane.awaitPhase(test.load("acme/second", "a"), Phase.RUNNING);
    AtomicInteger made = new AtomicInteger();
    CountDownLatch bothMade = new CountDownLatch(2);
    for (String id : List.of("acme/first", "acme/second")) {
      test.stage(
          Script.of(id, "2.0.0")
              .constructing(
                  (controller, scope) -> {
                    controller.count = made.incrementAndGet();
                    bothMade.countDown();
                    if (controller.count == 2) {
                      Waits.until(() -> assertThat(phases()).contains(Phase.BACKING_OFF));
                    }
                  })
              .executing(
                  (controller, scope) -> {
                    if (controller.count == 1) {
                      controller.context.ready();
                      Waits.on(bothMade);
                      throw new IllegalStateException("late trouble");
                    }
                    scope.await();
                  }),
          2);
    }
    assertThat(test.switchTo(1L, 2L).failure().summary()).contains("late trouble");
    assertThat(one.alive() + two.alive()).isEqualTo(2);
  }

  private List<Phase> phases() {
    return test.controllers.controllers().stream().map(each -> each.status().phase()).toList();
  }

  /**
   * Design 4.12: if the successor of an exclusive one fails, the old one is made again, with its
   * state.
   */
  @Test
  void makesAnExclusiveControllerAgainWithItsState() {
    Script old =
        Script.of(ID, "1.0.0")
            .exclusive()
            .answering("old")
            .restoring(
                (made, state) -> {
                  made.count = (Long) state.data().get("count");
                  return true;
                })
            .executing(
                (made, scope) -> {
                  made.count += 7;
                  scope.await();
                });
    Script fresh = bad(Bad.EXECUTE_THROWS).exclusive();
    test.stage(old, 1);
    test.switchTo(null, 1L);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.single("q"), values);
    test.stage(fresh, 2);
    Result result = test.switchTo(1L, 2L);
    assertThat(result.failure().summary()).contains("cannot");
    assertThat(result.notes()).anyMatch(note -> note.contains("stopped before its replacement"));
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    assertThat(old.made()).hasSize(2);
    Waits.until(() -> assertThat(old.made().get(1).count).isEqualTo(14));
    assertThat(old.mostAlive()).isEqualTo(1);
    assertThat(old.alive()).isEqualTo(1);
    assertThat(fresh.alive()).isZero();
    assertThat(values.live()).containsExactly("old");
  }
}
