// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.StressRun;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What becomes of the controller of a key whose settings change (17.9, design 1.3, 4.8, 4.12). */
class KeyChangeTest {

  private static final String ID = "acme/changing";
  private static final Limits LIMITS = TestPlane.LIMITS.withReady(Duration.ofSeconds(8));

  /** Limits that a test which meets one does not survive. */
  private static final Limits PATIENT =
      TestPlane.LIMITS.withReadyAfter(Duration.ofMinutes(5)).withReady(Duration.ofMinutes(5));

  @AutoClose private final TestPlane test = new TestPlane(LIMITS);

  private AppliedSet apply(long rev, String name) {
    return apply(ID, rev, name);
  }

  private AppliedSet apply(String id, long rev, String name) {
    return apply(test, id, rev, name);
  }

  private static AppliedSet apply(TestPlane plane, String id, long rev, String name) {
    return AppliedSet.of(plane, Mode.PARTIAL, Map.of("key", entry(id, rev, name)));
  }

  private static Script stateful(List<Long> taken) {
    return Script.of(ID, "1.0.0")
        .answeringItsName()
        .saving((made, scope) -> made.count = made.number * 10)
        .restoring((made, state) -> taken.add(state.number("count", -1)));
  }

  @Test
  void handsStateAndValuesToTheControllerWithTheNewSettings() {
    List<Long> taken = new CopyOnWriteArrayList<>();
    Script script = stateful(taken);
    test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    apply(2, "two").await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("two"));
    assertThat(taken).containsExactly(10L);
    assertThat(answers.events()).containsExactly("added one", "added two", "removed one");
    assertThat(script.log()).containsSubsequence("construct 2 two", "pause 1", "save 1");
  }

  /** Fall-back hands state too: the loser gets the key back when the winner leaves. */
  @Test
  void handsStateBackWhenTheWinnerLeaves() {
    List<Long> taken = new CopyOnWriteArrayList<>();
    test.offer(stateful(taken));
    AppliedSet one = apply(1, "one");
    one.await(Phase.RUNNING);
    AppliedSet two = apply(2, "two");
    two.await(Phase.RUNNING);
    two.release();
    Waits.until(() -> assertThat(taken).containsExactly(10L, 20L));
    one.await(Phase.RUNNING);
  }

  /** 13.13: what somebody else wants as well is neither stopped nor robbed of its state. */
  @Test
  void leavesAControllerThatOthersWantToo() {
    List<Long> taken = new CopyOnWriteArrayList<>();
    Script script = stateful(taken);
    test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    Reference<ControllerStatus> other = test.load(ID, "one");
    apply(2, "two").await(Phase.RUNNING);
    assertThat(script.open()).containsExactly("one", "two");
    assertThat(taken).isEmpty();
    other.release();
    Waits.until(() -> assertThat(script.open()).containsExactly("two"));
  }

  /** Two keys that exchange their settings exchange their controllers. */
  @Test
  void movesControllersAmongKeysWithoutARestart() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet.of(test, Mode.PARTIAL, Map.of("a", entry(ID, 1, "x"), "b", entry(ID, 1, "y")))
        .await(Phase.RUNNING);
    AppliedSet.of(test, Mode.PARTIAL, Map.of("a", entry(ID, 2, "y"), "b", entry(ID, 2, "x")))
        .await(Phase.RUNNING);
    assertThat(script.open()).containsExactly("x", "y");
    assertThat(script.made()).hasSize(2);
  }

  /** What was paused goes on, and the failure is tried again until it has gone. */
  @Test
  void keepsTheOldControllerAndTriesAgain() {
    AtomicBoolean fails = new AtomicBoolean(true);
    List<Long> taken = new CopyOnWriteArrayList<>();
    Script script = stateful(taken).failingAt("two", fails);
    test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    AppliedSet two = apply(2, "two");
    two.await(Phase.BACKING_OFF);
    assertThat(two.summary("key")).contains("cannot");
    assertThat(two.key("key").status().nextTry()).isNotNull();
    Waits.until(() -> assertThat(script.log()).contains("resume 1"));
    assertThat(script.open()).contains("one");
    fails.set(false);
    two.await(Phase.RUNNING);
    assertThat(answers.events()).containsExactly("added one", "added two", "removed one");
    assertThat(taken).isNotEmpty().containsOnly(10L);
  }

  /** W17: refused settings are told; the next ones are taken. */
  @Test
  void keepsTheOldControllerWhileSettingsAreRefused() {
    Script script = Script.of(ID, "1.0.0").answeringItsName();
    test.offer(script);
    AppliedSet one = apply(1, "one");
    one.await(Phase.RUNNING);
    AppliedSet bad = apply(2, "bad");
    bad.await(Phase.INVALID_CONFIG);
    assertThat(script.open()).containsExactly("one");
    apply(3, "three").await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("three"));
    one.await("key", Phase.RUNNING);
  }

  /** Settings that can not work do not interrupt service for a moment. */
  @Test
  void doesNotStopAnExclusiveControllerForWhatCanNotStart() {
    Script script = Script.of(ID, "1.0.0").exclusive();
    test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    apply(2, "bad").await(Phase.INVALID_CONFIG);
    AppliedSet later = apply("acme/later", 3, "three");
    later.await(Phase.WAITING_FOR_FACTORY);
    assertThat(script.log()).containsExactly("construct 1 one", "execute 1");
    Script known = Script.of("acme/later", "1.0.0");
    test.offer(known);
    later.await(Phase.RUNNING);
    assertThat(known.open()).containsExactly("three");
    Waits.until(() -> assertThat(script.open()).isEmpty());
  }

  /** Design 4.12: on failure the old one is started again, with its saved state. */
  @Test
  void startsAnExclusiveControllerAgainWithItsStateIfTheNewOneFails() {
    AtomicBoolean fails = new AtomicBoolean(true);
    List<Long> taken = new CopyOnWriteArrayList<>();
    Script script = stateful(taken).exclusive().failingAt("two", fails);
    FactoryEntry offered = test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    AppliedSet two = apply(2, "two");
    two.await(Phase.BACKING_OFF);
    Waits.until(() -> assertThat(taken).containsExactly(10L, 10L));
    assertThat(two.summary("key")).contains("cannot").contains("not tried again by itself");
    assertThat(two.key("key").status().nextTry()).isNull();
    assertThat(script.open()).containsExactly("one");
    assertThat(script.mostAlive()).isEqualTo(1);

    fails.set(false);
    Script next = stateful(taken).exclusive();
    test.offer(next);
    test.plane.withdraw(offered);
    two.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).isEmpty());
    assertThat(next.open()).containsExactly("two");
  }

  /** Who is not ready yet is not waited for when nobody wants it any more. */
  @Test
  void givesATryUpWhenOtherSettingsAreWanted() {
    try (TestPlane patient = new TestPlane(PATIENT)) {
      Script script = neverReady("slow");
      patient.offer(script);
      apply(patient, ID, 1, "one").await(Phase.RUNNING);
      apply(patient, ID, 2, "slow");
      Waits.until(() -> assertThat(script.log()).contains("execute 2"));
      apply(patient, ID, 3, "three").await(Phase.RUNNING);
      Waits.until(() -> assertThat(script.open()).containsExactly("three"));
    }
  }

  @Test
  void takesATryBackWhenItsClaimLeaves() {
    try (TestPlane patient = new TestPlane(PATIENT)) {
      Script script = neverReady("slow");
      patient.offer(script);
      apply(patient, ID, 1, "one").await(Phase.RUNNING);
      AppliedSet slow = apply(patient, ID, 2, "slow");
      Waits.until(() -> assertThat(script.log()).contains("execute 2"));
      slow.release();
      Waits.until(() -> assertThat(script.log()).contains("close 2", "resume 1"));
      assertThat(script.open()).containsExactly("one");
    }
  }

  /** W34: a bus that closes does not wait for what is being tried, and leaves nothing. */
  @Test
  void endsATryWhenTheBusCloses() {
    Script script = neverReady("slow");
    try (TestPlane patient = new TestPlane(PATIENT)) {
      patient.offer(script);
      apply(patient, ID, 1, "one").await(Phase.RUNNING);
      apply(patient, ID, 2, "slow");
      Waits.until(() -> assertThat(script.log()).contains("execute 2"));
    }
    assertThat(script.open()).isEmpty();
  }

  /** A factory that comes while the one before is tried is not missed. */
  @Test
  void triesAgainWhenTheFactoryChangesDuringATry() {
    CountDownLatch go = new CountDownLatch(1);
    Script script = Script.of(ID, "1.0.0").exclusive();
    script.constructing(
        (made, scope) -> {
          if (made.config.name().equals("two")) {
            go.await();
          }
        });
    FactoryEntry offered = test.offer(script);
    apply(1, "one").await(Phase.RUNNING);
    AppliedSet two = apply(2, "two");
    Waits.until(() -> assertThat(script.log()).contains("construct 2 two"));
    Script next = Script.of(ID, "1.0.1").exclusive();
    test.offer(next);
    two.await("key", Phase.STARTING);
    new Thread(() -> test.plane.withdraw(offered), "withdraws").start();
    Waits.until(() -> assertThat(test.controllers.factories()).hasSize(1));
    go.countDown();
    two.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).isEmpty());
    assertThat(next.open()).containsExactly("two");
  }

  private static Script neverReady(String name) {
    return Script.of(ID, "1.0.0")
        .restoring((made, state) -> true)
        .executing(
            (made, scope) -> {
              if (!made.config.name().equals(name)) {
                made.context.ready();
              }
              scope.await();
            });
  }

  /** No moment without an answer, whatever comes and goes in what order. */
  @Test
  void neverLosesServiceWhileSettingsChangeAtRandom() {
    StressRun run = StressRun.ordinary(20261126, Duration.ofSeconds(1));
    Random random = run.random(0);
    AtomicBoolean fails = new AtomicBoolean(true);
    Script script =
        Script.of(ID, "1.0.0")
            .answeringItsName()
            .restoring((made, state) -> true)
            .failingAt("failing", fails);
    test.offer(script);
    apply(0, "first").await(Phase.RUNNING);
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    List<String> names = List.of("a", "b", "c", "bad", "failing");
    Deque<AppliedSet> applied = new ArrayDeque<>();
    for (int rev = 1; rev <= 150; rev++) {
      applied.add(apply(rev, names.get(random.nextInt(names.size()))));
      if (random.nextInt(3) == 0) {
        (random.nextBoolean() ? applied.pollFirst() : applied.pollLast()).release();
      }
      if (random.nextInt(5) == 0) {
        apply(1_000 + rev, "sync").await(Phase.RUNNING);
      }
    }
    apply(10_000, "last").await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).as(run.toString()).containsExactly("last"));
    assertThat(answers.least()).as(run.toString()).isEqualTo(1);
  }
}
