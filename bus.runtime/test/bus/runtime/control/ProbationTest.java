// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.State;
import bus.api.directive.Reference;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.GenerationSwitch.Change;
import bus.api.plugin.GenerationSwitch.Result;
import bus.api.plugin.GenerationSwitch.Trouble;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The time after a switch in which one may go back (design 6, probation). */
class ProbationTest {

  private static final String ID = "acme/tried";
  private static final List<Change> CHANGES = List.of(new Change("plugin", 2, 1L, 2L));

  @AutoClose private final TestPlane test = new TestPlane();
  private final List<Trouble> troubles = new CopyOnWriteArrayList<>();

  private GenerationSwitch switcher() {
    return test.plane.generationSwitch();
  }

  private Reference<ControllerStatus> current(Script script) {
    test.stage(script, 1);
    assertThat(test.switchTo(null, 1L).failure()).isNull();
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    switcher().onTrouble(troubles::add);
    return reference;
  }

  private void tryOut(Script script) {
    test.stage(script, 2);
    assertThat(switcher().switchOnProbation(CHANGES).failure()).isNull();
  }

  private static Script failingOn(CountDownLatch signal) {
    return Script.of(ID, "2.0.0")
        .answering("new")
        .executing(
            (made, scope) -> {
              made.context.ready();
              Waits.on(signal);
              throw new IllegalStateException("late trouble");
            });
  }

  /** Design 1.2, 6: a failure within the probation returns to the old, and no value is missed. */
  @Test
  void goesBackWithoutAMomentWithoutAValue() {
    CountDownLatch signal = new CountDownLatch(1);
    Script old = Script.of(ID, "1.0.0").answering("old");
    Script fresh = failingOn(signal);
    Reference<ControllerStatus> reference = current(old);
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.single("one"), values);
    tryOut(fresh);

    signal.countDown();
    Waits.until(() -> assertThat(troubles).hasSize(1));
    assertThat(troubles.get(0).bundle()).isEqualTo(2);
    assertThat(troubles.get(0).failure().summary()).contains("late trouble");
    Result result = switcher().returnFrom(CHANGES);

    assertThat(result.failure()).isNull();
    assertThat(values.events())
        .containsExactly("added old", "added new", "removed old", "added old", "removed new");
    assertThat(values.least()).isEqualTo(1);
    assertThat(TestPlane.awaitPhase(reference, Phase.RUNNING).info().version()).isEqualTo("1.0.0");
    assertThat(fresh.alive()).isZero();
    assertThat(old.alive()).isEqualTo(1);
    assertThat(test.controllers.factories())
        .extracting(factory -> factory.info().version())
        .containsExactly("1.0.0");
  }

  /** What fails after the probation is started again by itself, as ever. */
  @Test
  void startsAgainWhatFailedIfItIsConfirmed() {
    CountDownLatch signal = new CountDownLatch(1);
    Reference<ControllerStatus> reference = current(Script.of(ID, "1.0.0"));
    Script fresh = failingOn(signal);
    tryOut(fresh);
    signal.countDown();
    Waits.until(() -> assertThat(troubles).hasSize(1));
    assertThat(fresh.made()).hasSize(1);

    switcher().confirm(CHANGES);

    Waits.until(() -> assertThat(fresh.made()).hasSizeGreaterThan(1));
    assertThat(TestPlane.status(reference).info().version()).isEqualTo("2.0.0");
    assertThat(troubles).hasSize(1);
  }

  /** Design 6: state is handed over both up and down. */
  @Test
  void handsTheNewestStateDown() {
    Script old = counting("1.0.0");
    Script fresh = counting("2.0.0");
    current(old);
    old.made().get(0).count = 5;
    tryOut(fresh);
    assertThat(fresh.made().get(0).count).isEqualTo(5);
    fresh.made().get(0).count = 7;

    assertThat(switcher().returnFrom(CHANGES).failure()).isNull();

    assertThat(old.made()).hasSize(2);
    assertThat(old.made().get(1).count).isEqualTo(7);
  }

  /** What the new one can not give, or the old one does not take: the old one's own state. */
  @Test
  void givesTheOldItsOwnStateIfThatOfTheNewIsNotToBeHad() {
    Script old =
        Script.of(ID, "1.0.0").restoring((made, state) -> take(made, state, state.version()));
    Script fresh = counting("2.0.0");
    current(old);
    old.made().get(0).count = 5;
    tryOut(fresh);
    fresh.made().get(0).count = 7;

    Result result = switcher().returnFrom(CHANGES);

    assertThat(result.failure()).isNull();
    assertThat(result.notes()).isEmpty();
    assertThat(old.made().get(1).count).isEqualTo(5);
  }

  private static boolean take(Script.Made made, State state, String version) {
    if (version.equals("2.0.0")) {
      throw new IllegalStateException("can not read that");
    }
    return restored(made, state);
  }

  private static Script counting(String version) {
    return Script.of(ID, version).restoring(ProbationTest::restored);
  }

  private static boolean restored(Script.Made made, State state) {
    made.count = ((Number) state.data().get("count")).intValue();
    return true;
  }

  @Test
  void goesBackToAnExclusiveControllerToo() {
    Script old = Script.of(ID, "1.0.0").exclusive().answering("old");
    Script fresh = Script.of(ID, "2.0.0").exclusive().answering("new");
    Reference<ControllerStatus> reference = current(old);
    tryOut(fresh);

    assertThat(switcher().returnFrom(CHANGES).failure()).isNull();

    assertThat(TestPlane.awaitPhase(reference, Phase.RUNNING).info().version()).isEqualTo("1.0.0");
    assertThat(old.mostAlive()).isEqualTo(1);
    assertThat(fresh.alive()).isZero();
  }

  /** All or nothing this way too: what can not go back stays. */
  @Test
  void staysIfTheOldCanNotBeMadeAgain() {
    Script old =
        Script.of(ID, "1.0.0")
            .constructing(
                (made, scope) -> {
                  if (made.number > 1) {
                    throw new IllegalStateException("no port");
                  }
                });
    Script fresh = Script.of(ID, "2.0.0");
    Reference<ControllerStatus> reference = current(old);
    tryOut(fresh);

    Result result = switcher().returnFrom(CHANGES);

    assertThat(result.failure().summary()).contains("no port");
    assertThat(TestPlane.awaitPhase(reference, Phase.RUNNING).info().version()).isEqualTo("2.0.0");
    assertThat(fresh.alive()).isEqualTo(1);
  }

  @Test
  void switchesOnFromAProbationThatWasConfirmed() {
    Reference<ControllerStatus> reference = current(Script.of(ID, "1.0.0"));
    tryOut(Script.of(ID, "2.0.0"));
    switcher().confirm(CHANGES);
    test.stage(Script.of(ID, "3.0.0"), 3);
    List<Change> next = List.of(new Change("plugin", 3, 2L, 3L));

    assertThat(switcher().switchOnProbation(next).failure()).isNull();
    assertThat(TestPlane.status(reference).info().version()).isEqualTo("3.0.0");
    assertThat(switcher().returnFrom(next).failure()).isNull();
    assertThat(TestPlane.status(reference).info().version()).isEqualTo("2.0.0");
  }
}
