// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.OneOff;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers that are asked for by id and settings. */
class LoadControllerTest {

  private static final String ID = "acme/loaded";

  @AutoClose private final TestPlane test = new TestPlane();

  /** W8, 33.24: an unknown id is an idle, visible state, and is answered when the factory comes. */
  @Test
  void waitsVisiblyForAFactoryAndStartsWhenItComes() throws InterruptedException {
    List<ControllerStatus> collected =
        Waits.value(
            test.bus.collect(new LoadController(ID, Map.of("name", "a")), OneOff.UNTIL_IDLE));
    assertThat(collected)
        .singleElement()
        .satisfies(
            status -> {
              assertThat(status.phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
              assertThat(status.info()).isNull();
            });
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.WAITING_FOR_FACTORY);
    Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());

    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    ControllerStatus status = TestPlane.awaitPhase(reference, Phase.RUNNING);
    assertThat(status.info()).isEqualTo(script.info());
    assertThat(script.log()).containsExactly("construct 1 a", "execute 1");
    assertThat(test.controllers.factories())
        .singleElement()
        .satisfies(shown -> assertThat(shown.configType()).contains("Settings"));
  }

  /** 13.13, 33.20, W28: equal configs share one controller and show one value. */
  @Test
  void sharesOneControllerAmongEqualRequestsAndStopsItWithTheLast() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    Reference<ControllerStatus> one = test.load(ID, "a");
    Reference<ControllerStatus> two = test.load(ID, "a");
    Reference<ControllerStatus> other = test.load(ID, "b");
    TestPlane.awaitPhase(two, Phase.RUNNING);
    TestPlane.awaitPhase(other, Phase.RUNNING);
    assertThat(one.instance().state().values()).hasSize(1);
    assertThat(script.made()).hasSize(2);
    one.release();
    assertThat(TestPlane.status(two).phase()).isEqualTo(Phase.RUNNING);
    two.release();
    Waits.until(() -> assertThat(script.alive()).isEqualTo(1));
    assertThat(test.controllers.controllers()).hasSize(1);
  }

  /**
   * 16.10, 17.8, design 4.13: settings that are refused are a state, and another factory is tried.
   */
  @Test
  void showsRefusedSettingsAndTriesAnotherFactory() {
    Script strict = Script.of(ID, "1.0.0");
    test.offer(strict);
    Reference<ControllerStatus> reference = test.load(ID, "bad");
    ControllerStatus refused = TestPlane.awaitPhase(reference, Phase.INVALID_CONFIG);
    assertThat(refused.summary()).contains("bad is not a name");
    assertThat(refused.nextTry()).isNull();
    Reference<ControllerStatus> unknown = test.bus.add(new LoadController(ID, Map.of("nmae", "a")));
    assertThat(TestPlane.awaitPhase(unknown, Phase.INVALID_CONFIG).summary())
        .contains("nmae")
        .contains("name");
    assertThat(strict.made()).isEmpty();

    Lenient lenient = new Lenient(ID, "2.0.0");
    test.offer(lenient);
    assertThat(TestPlane.awaitPhase(reference, Phase.FINISHED).info()).isEqualTo(lenient.info());
  }

  /** W7, design 4.10: made anew after each failure, with growing delays. */
  @ParameterizedTest
  @ValueSource(strings = {"construct", "execute"})
  void makesTheControllerAnewAfterAFailure(String where) {
    AtomicInteger failures = new AtomicInteger();
    Script.Step failing =
        (made, scope) -> {
          int n = failures.incrementAndGet();
          if (n == 1) {
            throw new IllegalStateException("port in use");
          }
          if (n == 2) {
            throw new StackOverflowError("an error");
          }
          if (n == 3) {
            throw new InterruptedException("nobody has interrupted it");
          }
        };
    Script script = Script.of(ID, "1.0.0").answering("v");
    if (where.equals("construct")) {
      script.constructing(failing);
    } else {
      script.executing(failing);
    }
    test.offer(script);
    Recorder<ControllerStatus> recorder = new Recorder<>();
    Reference<ControllerStatus> reference =
        test.bus.add(new LoadController(ID, Map.of("name", "a")), recorder);
    Phase good = where.equals("construct") ? Phase.RUNNING : Phase.FINISHED;
    TestPlane.awaitPhase(reference, good);
    assertThat(script.made()).hasSize(4);
    assertThat(script.alive()).isEqualTo(1);
    List<String> told =
        recorder.events().stream()
            .filter(event -> event.startsWith("added") && event.contains("BACKING_OFF"))
            .toList();
    assertThat(told).hasSize(3);
    assertThat(told.get(0)).contains("port in use").doesNotContain("nextTry=null");
    assertThat(told.get(1)).contains("an error");
    assertThat(told.get(2)).contains("nobody has interrupted it");
    assertThat(recorder.least()).as("never a moment without a status").isEqualTo(1);
  }

  /** 14.7: not on the bus while it waits to be tried again. */
  @Test
  void answersNothingWhileItWaitsToBeTriedAgain() {
    try (TestPlane slow =
        new TestPlane(TestPlane.LIMITS.withRetry(Duration.ofSeconds(30), Duration.ofSeconds(60)))) {
      Script script =
          Script.of(ID, "1.0.0")
              .answering("v")
              .executing(
                  (made, scope) -> {
                    throw new IllegalStateException("no");
                  });
      slow.offer(script);
      Reference<ControllerStatus> reference = slow.load(ID, "a");
      ControllerStatus waiting = TestPlane.awaitPhase(reference, Phase.BACKING_OFF);
      assertThat(waiting.nextTry()).isAfter(waiting.since());
      assertThat(script.log()).containsExactly("construct 1 a", "execute 1", "close 1");
      assertThat(slow.controllers.controllers()).isEmpty();
      assertThat(slow.bus.add(Ask.of("q")).instance().state().values()).isEmpty();
      reference.release();
    }
  }

  /** 14.4.8, 33.19. */
  @Test
  void keepsAFinishedControllerAnsweringUntilNobodyWantsIt() throws InterruptedException {
    Script script = Script.of(ID, "1.0.0").answering("v").executing((made, scope) -> {});
    test.offer(script);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.FINISHED);
    assertThat(Waits.value(test.bus.first(Ask.of("q")))).isEqualTo("v");
    reference.release();
    Waits.until(
        () -> assertThat(script.log()).containsExactly("construct 1 a", "execute 1", "close 1"));
  }

  /** 29.8, 34.8, 33.27: a factory that goes takes its controllers along before the return. */
  @Test
  void stopsTheControllersOfAFactoryBeforeItsWithdrawalReturns() {
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.of("q"), values);
    Script script = Script.of(ID, "1.0.0").answering("v");
    FactoryEntry entry = test.offer(script);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    Reference<ControllerStatus> released = test.load(ID, "b");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    TestPlane.awaitPhase(released, Phase.RUNNING);
    released.release();
    test.plane.withdraw(entry);
    assertThat(script.alive()).isZero();
    assertThat(values.live()).isEmpty();
    assertThat(test.controllers.controllers()).isEmpty();
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
    assertThat(test.controllers.factories()).isEmpty();
  }

  /**
   * 13.2 with design 4.11: of several factories the highest version is used, and the next one when
   * it goes.
   */
  @Test
  void movesToTheFactoryOfTheHighestVersionAndBack() {
    Script one = Script.of(ID, "1.9.0").answering("one");
    Script two = Script.of(ID, "1.10.0").answering("two");
    test.offer(one);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    Recorder<String> values = new Recorder<>();
    test.bus.add(Ask.single("q"), values);
    FactoryEntry second = test.offer(two);
    Waits.until(() -> assertThat(values.live()).containsExactly("two"));
    Waits.until(() -> assertThat(one.alive()).isZero());
    test.plane.withdraw(second);
    assertThat(values.live()).containsExactly("one");
    assertThat(two.alive()).isZero();
    assertThat(values.least()).isEqualTo(1);
    assertThat(values.breaches()).isEmpty();
  }

  /**
   * 34.7: the controllers of a factory that is withdrawn stop, also if there is no good successor.
   */
  @Test
  void stopsAControllerWhoseFactoryIsWithdrawnAlthoughTheOtherFactoryFails() {
    AtomicInteger made = new AtomicInteger();
    Script broken =
        Script.of(ID, "1.0.0")
            .constructing(
                (controller, scope) -> {
                  made.incrementAndGet();
                  throw new IllegalStateException("broken");
                });
    Script good = Script.of(ID, "2.0.0");
    test.offer(broken);
    FactoryEntry entry = test.offer(good);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    test.plane.withdraw(entry);
    assertThat(made.get()).isPositive();
    assertThat(good.alive()).isZero();
    assertThat(TestPlane.awaitPhase(reference, Phase.BACKING_OFF).summary()).contains("broken");
  }

  /** Design 4.12: a broken better version does not take the good one down. */
  @Test
  void keepsTheOldControllerWhenABetterVersionFails() {
    Script good = Script.of(ID, "1.0.0").answering("good");
    test.offer(good);
    Reference<ControllerStatus> reference = test.load(ID, "a");
    TestPlane.awaitPhase(reference, Phase.RUNNING);
    Script broken =
        Script.of(ID, "2.0.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("broken");
                });
    test.offer(broken);
    Waits.until(() -> assertThat(broken.log()).contains("close 1"));
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.RUNNING);
    assertThat(good.log()).containsExactly("construct 1 a", "execute 1");
  }

  /** W18, ControllerInfo.exclusive: released and wanted again, never two at once. */
  @Test
  void waitsForTheEndOfAnExclusiveControllerBeforeItMakesTheNext() {
    CountDownLatch slow = new CountDownLatch(1);
    Script script =
        Script.of(ID, "1.0.0")
            .exclusive()
            .closing(
                (made, scope) ->
                    assertThat(slow.await(60, java.util.concurrent.TimeUnit.MILLISECONDS))
                        .isFalse());
    test.offer(script);
    for (int i = 0; i < 4; i++) {
      Reference<ControllerStatus> reference = test.load(ID, "a" + i % 2);
      TestPlane.awaitPhase(reference, Phase.RUNNING);
      reference.release();
    }
    Waits.until(() -> assertThat(script.alive()).isZero());
    assertThat(script.mostAlive()).isEqualTo(1);
  }
}
