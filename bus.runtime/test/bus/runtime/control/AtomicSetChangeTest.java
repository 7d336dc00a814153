// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.plugin.GenerationSwitch.Result;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Sets that are applied as a whole while other things happen: exclusive controllers, factories that
 * come and go, other sets, the end of the bus (design 4.10-4.12).
 */
class AtomicSetChangeTest {

  private static final String ID = "acme/atomic";
  private static final Limits LIMITS =
      TestPlane.LIMITS.withReady(Duration.ofSeconds(8)).withStop(Duration.ofSeconds(5));

  @AutoClose private final TestPlane test = new TestPlane(LIMITS);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch blocked = new CountDownLatch(1);

  private AppliedSet atomic(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.ATOMIC, entries);
  }

  private AppliedSet running(String id, long rev, String name) {
    AppliedSet set = AppliedSet.of(test, Mode.PARTIAL, Map.of("a", entry(id, rev, name)));
    set.await(Phase.RUNNING);
    return set;
  }

  private Script blockingAt(String id, String name) {
    return Script.of(id, "1.0.0")
        .constructing(
            (made, scope) -> {
              if (made.config.name().equals(name)) {
                blocked.countDown();
                Waits.on(go);
              }
            });
  }

  private static Script exclusive(AtomicBoolean fails, AtomicLong restored) {
    return Script.of(ID, "1.0.0")
        .exclusive()
        .saving((made, scope) -> made.count = 7)
        .restoring(
            (made, state) -> {
              restored.set(state.number("count", -1));
              return true;
            })
        .executing(
            (made, scope) -> {
              if (made.config.name().equals("a2") && fails.get()) {
                throw new IllegalStateException("cannot");
              }
              scope.await();
            });
  }

  /** Design 4.12: an exclusive controller is stopped before the next one is made. */
  @Test
  void stopsAnExclusiveControllerBeforeItsSuccessorIsMade() {
    AtomicLong restored = new AtomicLong();
    Script script = exclusive(new AtomicBoolean(), restored);
    test.offer(script);
    running(ID, 1, "a1");
    atomic(Map.of("a", entry(ID, 2, "a2"))).await(Phase.RUNNING);
    assertThat(script.mostAlive()).isEqualTo(1);
    assertThat(restored).hasValue(7);
    assertThat(script.log()).containsSubsequence("save 1", "close 1", "construct 2 a2");
  }

  /**
   * Design 4.12: if it fails the old one is made again with its state; that is not repeated by
   * itself, but when a factory changes.
   */
  @Test
  void makesAnExclusiveControllerAgainWithItsState() {
    AtomicBoolean fails = new AtomicBoolean(true);
    AtomicLong restored = new AtomicLong();
    Script script = exclusive(fails, restored);
    test.offer(script);
    AppliedSet before = running(ID, 1, "a1");
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2")));
    next.awaitTried();
    Waits.until(() -> assertThat(script.open()).containsExactly("a1"));
    assertThat(restored).hasValue(7);
    assertThat(script.mostAlive()).isEqualTo(1);
    before.await(Phase.RUNNING);
    assertThat(next.summary("a"))
        .isEqualTo(
            "BACKING_OFF: IllegalStateException: cannot (not tried again by itself: each try stops"
                + " an exclusive controller)");
    assertThat(next.key("a").status().nextTry()).isNull();
    Waits.stays(Duration.ofMillis(200), () -> assertThat(script.made()).hasSize(3));

    fails.set(false);
    test.offer(Script.of(ID, "0.9.0"));
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2"));
    assertThat(script.mostAlive()).isEqualTo(1);
  }

  /** An exclusive controller is not touched while anything else keeps the set. */
  @Test
  void stopsAnExclusiveControllerOnlyWhenAllOthersAreReady() {
    Script exclusive = Script.of(ID, "1.0.0").exclusive();
    Script failing =
        Script.of("acme/other", "1.0.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("cannot");
                });
    test.offer(exclusive);
    test.offer(failing);
    running(ID, 1, "a1");
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry("acme/other", 2, "b2")));
    next.awaitTried();
    Waits.until(() -> assertThat(failing.made()).hasSizeGreaterThan(3));
    assertThat(exclusive.log()).containsExactly("construct 1 a1", "execute 1");
  }

  /** Two sets at once: one after the other, and never half of each. */
  @Test
  void triesSetsOneAfterTheOther() throws InterruptedException {
    Script script = blockingAt(ID, "a1");
    test.offer(script);
    AppliedSet one = atomic(Map.of("a", entry(ID, 1, "a1"), "b", entry(ID, 1, "b1")));
    Waits.on(blocked);
    AppliedSet two = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 2, "b2")));
    two.await(Phase.WAITING_FOR_SET);
    assertThat(two.tried()).isFalse();
    assertThat(script.made()).noneMatch(made -> made.config.name().endsWith("2"));
    go.countDown();
    two.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2", "b2"));
    assertThat(one.all()).extracting(status -> status.winning()).containsOnly(false);
    two.release();
    one.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a1", "b1"));
  }

  /** Several at once, with overlapping keys: the highest is in effect in the end, whole. */
  @Test
  void letsTheHighestOfManySetsTakeEffect() throws InterruptedException {
    Script script = Script.of(ID, "1.0.0").answeringItsName();
    test.offer(script);
    List<AppliedSet> sets = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int rev = 1; rev <= 8; rev++) {
      Map<String, ConfigEntry> entries = new TreeMap<>();
      for (String key : List.of("a", "b", "c")) {
        entries.put(key, entry(ID, rev, key + rev));
      }
      Thread thread =
          new Thread(
              () -> {
                AppliedSet set = atomic(entries);
                synchronized (sets) {
                  sets.add(set);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join(10_000);
    }
    Waits.until(() -> assertThat(script.open()).containsExactly("a8", "b8", "c8"));
    synchronized (sets) {
      assertThat(sets).hasSize(8);
      sets.forEach(AppliedSet::release);
    }
    Waits.until(() -> assertThat(script.alive()).isZero());
  }

  /** 13, design 4.11: a factory that goes while a set is tried takes what it has made with it. */
  @Test
  void keepsNothingOfAFactoryThatGoesMeanwhile() throws InterruptedException {
    Script going = Script.of("acme/going", "1.0.0");
    Script script = blockingAt(ID, "b2");
    FactoryEntry entry = test.offer(going);
    test.offer(script);
    AppliedSet before = running(ID, 1, "a1");
    AppliedSet next = atomic(Map.of("a", entry("acme/going", 2, "a2"), "b", entry(ID, 2, "b2")));
    Waits.on(blocked);
    Waits.until(() -> assertThat(going.alive()).isEqualTo(1));
    Thread withdrawing = new Thread(() -> test.plane.withdraw(entry));
    withdrawing.start();
    Waits.until(
        () ->
            assertThat(test.controllers.factories())
                .extracting(f -> f.info().id())
                .doesNotContain("acme/going"));
    go.countDown();
    withdrawing.join(10_000);
    assertThat(withdrawing.isAlive()).isFalse();
    assertThat(going.alive()).as("what is left when the factory is withdrawn").isZero();
    next.await("a", Phase.WAITING_FOR_FACTORY);
    before.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a1"));
  }

  /** Design 6: a plugin is replaced while a set is tried that wants the place of its controller. */
  @Test
  void letsAPluginBeReplacedMeanwhile() throws InterruptedException {
    Script script = blockingAt("acme/slow", "b2");
    Script old = Script.of(ID, "1.0.0").answeringItsName();
    Script fresh = Script.of(ID, "2.0.0").answeringItsName();
    test.offer(script);
    test.stage(old, 1);
    test.switchTo(null, 1L);
    running(ID, 1, "a1");
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry("acme/slow", 2, "b2")));
    Waits.on(blocked);
    test.stage(fresh, 2);
    List<Result> results = new ArrayList<>();
    Thread switching = new Thread(() -> results.add(test.switchTo(1L, 2L)));
    switching.start();
    go.countDown();
    switching.join(10_000);
    assertThat(results).singleElement().satisfies(result -> assertThat(result.failure()).isNull());
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(fresh.open()).containsExactly("a2"));
    Waits.until(() -> assertThat(old.alive()).isZero());
  }

  /** 4.6: a bus that is closed while a set is tried stops all of it; the plane checks that. */
  @Test
  void endsWithTheBus() throws InterruptedException {
    Script script = blockingAt(ID, "b2");
    test.offer(script);
    running(ID, 1, "a1");
    atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 2, "b2")));
    Waits.on(blocked);
    Thread closing = new Thread(() -> assertThat(test.plane.stop()).isEmpty());
    closing.start();
    go.countDown();
    closing.join(10_000);
    assertThat(closing.isAlive()).isFalse();
    Waits.until(() -> assertThat(script.alive()).isZero());
  }
}
