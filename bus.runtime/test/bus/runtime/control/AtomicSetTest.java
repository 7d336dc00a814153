// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.AppliedSet.entry;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Sets that are applied as a whole or not at all (17, design 4.12). */
class AtomicSetTest {

  private static final String ID = "acme/atomic";
  private static final Limits LIMITS = TestPlane.LIMITS.withReady(Duration.ofSeconds(8));

  @AutoClose private final TestPlane test = new TestPlane(LIMITS);
  private final CountDownLatch go = new CountDownLatch(1);
  private final CountDownLatch blocked = new CountDownLatch(1);

  private AppliedSet partial(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.PARTIAL, entries);
  }

  private AppliedSet atomic(Map<String, ConfigEntry> entries) {
    return AppliedSet.of(test, Mode.ATOMIC, entries);
  }

  /** What a controller of a name does when it is made. */
  private Script scripted(String name, Script.Step step) {
    return Script.of(ID, "1.0.0")
        .answeringItsName()
        .constructing(
            (made, scope) -> {
              if (made.config.name().equals(name)) {
                step.run(made, scope);
              }
            });
  }

  private Script blockingAt(String name) {
    return scripted(
        name,
        (made, scope) -> {
          blocked.countDown();
          Waits.on(go);
        });
  }

  private Recorder<String> answers() {
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    return answers;
  }

  private AppliedSet twoOfBefore() {
    AppliedSet before = partial(Map.of("a", entry(ID, 1, "a1"), "b", entry(ID, 1, "b1")));
    before.await(Phase.RUNNING);
    return before;
  }

  private static Map<String, ConfigEntry> twoOfNext(String b) {
    return Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 2, b), "c", entry(ID, 2, "c2"));
  }

  /** Design 4.12: until the last one is ready, what ran before is all that anybody sees. */
  @Test
  void takesEffectOnlyWhenAllAreReady() throws InterruptedException {
    Script script = blockingAt("b2");
    test.offer(script);
    AppliedSet before = twoOfBefore();
    Recorder<String> answers = answers();
    Waits.until(() -> assertThat(answers.live()).containsExactlyInAnyOrder("a1", "b1"));
    AppliedSet next = atomic(twoOfNext("b2"));
    Waits.on(blocked);
    Waits.until(() -> assertThat(script.open()).contains("a2", "c2"));
    assertThat(next.tried()).isFalse();
    next.await(Phase.WAITING_FOR_SET);
    before.await(Phase.RUNNING);
    assertThat(answers.events()).hasSize(2);

    go.countDown();
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2", "b2", "c2"));
    Waits.until(() -> assertThat(answers.live()).containsExactlyInAnyOrder("a2", "b2", "c2"));
    assertThat(answers.least()).isGreaterThanOrEqualTo(2);
    assertThat(next.tried()).isTrue();
    assertThat(before.all()).extracting(KeyStatus::winning).containsOnly(false);
  }

  /** Design 1.3, 4.12: one that fails keeps all from changing; the status says which and why. */
  @Test
  void changesNothingIfOneFails() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Script script = Script.of(ID, "1.0.0").answeringItsName().failingAt("b2", fails);
    test.offer(script);
    AppliedSet before = twoOfBefore();
    Recorder<String> answers = answers();
    AppliedSet next = atomic(twoOfNext("b2"));
    next.awaitTried();
    Waits.until(
        () ->
            assertThat(next.summary("b")).isEqualTo("BACKING_OFF: IllegalStateException: cannot"));
    assertThat(next.key("b").status().nextTry()).isNotNull();
    assertThat(next.summary("a"))
        .isEqualTo(
            "WAITING_FOR_SET: NotApplied: the set is applied as a whole, and key 'b'"
                + " (acme/atomic) keeps it: BACKING_OFF: IllegalStateException: cannot");
    assertThat(next.summary("c")).isEqualTo(next.summary("a"));
    before.await(Phase.RUNNING);
    next.release();
    Waits.until(() -> assertThat(script.open()).containsExactly("a1", "b1"));
    assertThat(answers.events()).containsExactlyInAnyOrder("added a1", "added b1");
    assertThat(script.log()).doesNotContain("close 1", "close 2");
  }

  /** W7: a failure is tried again with growing delays, without end. */
  @Test
  void triesAgainAfterAFailure() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Script script = Script.of(ID, "1.0.0").answeringItsName().failingAt("b2", fails);
    test.offer(script);
    twoOfBefore();
    AppliedSet next = atomic(twoOfNext("b2"));
    Waits.until(
        () ->
            assertThat(script.made().stream().filter(made -> made.config.name().equals("b2")))
                .hasSizeGreaterThan(2));
    fails.set(false);
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2", "b2", "c2"));
  }

  /** 33.22: nothing is even started while a config is invalid or a factory missing. */
  @Test
  void startsNothingWhileOneIsInvalidOrHasNoFactory() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet next =
        atomic(
            Map.of("a", entry(ID, 0, "a"), "b", entry(ID, 0, "bad"), "c", entry(ID + "s", 0, "c")));
    next.awaitTried();
    assertThat(next.summary("b"))
        .isEqualTo("INVALID_CONFIG: ConfigException: acme/atomic: bad is not a name");
    assertThat(next.summary("c"))
        .isEqualTo(
            "WAITING_FOR_FACTORY: NoFactory: no factory offers 'acme/atomics'; did you mean"
                + " 'acme/atomic'?");
    assertThat(next.summary("a"))
        .contains("key 'b' (acme/atomic) keeps it")
        .contains("(and 1 more)");
    assertThat(script.log()).isEmpty();
  }

  /** 17.10, W8: the set is tried again when the factory comes. */
  @Test
  void takesEffectWhenTheMissingFactoryComes() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet before = partial(Map.of("a", entry(ID, 1, "a1")));
    before.await(Phase.RUNNING);
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry("acme/later", 2, "b2")));
    next.await("b", Phase.WAITING_FOR_FACTORY);
    next.await("a", Phase.WAITING_FOR_SET);
    assertThat(script.open()).containsExactly("a1");
    test.offer(Script.of("acme/later", "1.0.0"));
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2"));
  }

  /** Design 4.12: a claim of another set that wins keeps the whole set, until it leaves. */
  @Test
  void waitsForTheClaimOfAnotherSetThatWins() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet other = partial(Map.of("b", entry(ID, 5, "b5")));
    other.await(Phase.RUNNING);
    AppliedSet next = atomic(Map.of("a", entry(ID, 2, "a2"), "b", entry(ID, 2, "b2")));
    next.awaitTried();
    assertThat(next.key("b").winning()).isFalse();
    assertThat(next.summary("b"))
        .isEqualTo(
            "WAITING_FOR_SET: Outranked: another set claims the key with revision 5, this one has"
                + " 2");
    assertThat(next.key("a").winning()).isTrue();
    assertThat(script.log()).containsExactly("construct 1 b5", "execute 1");
    other.release();
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a2", "b2"));
  }

  /** What runs stays for a set that waits, also when those who wanted it have left. */
  @Test
  void keepsWhatRunsWhileItWaitsAlthoughTheSetBeforeIsGone() {
    Script script = Script.of(ID, "1.0.0").answeringItsName();
    test.offer(script);
    AppliedSet before = partial(Map.of("a", entry(ID, 0, "a1"), "x", entry(ID, 0, "x1")));
    before.await(Phase.RUNNING);
    Recorder<String> answers = new Recorder<>();
    test.bus.add(Ask.of("q"), answers);
    AppliedSet next = atomic(Map.of("a", entry(ID, 0, "a2"), "b", entry("acme/later", 0, "b2")));
    next.awaitTried();
    before.release();
    Waits.until(() -> assertThat(script.open()).containsExactly("a1"));
    test.offer(Script.of("acme/later", "1.0.0"));
    next.await(Phase.RUNNING);
    Waits.until(() -> assertThat(answers.live()).containsExactly("a2"));
    assertThat(answers.least()).isEqualTo(1);
    next.release();
    Waits.until(() -> assertThat(script.alive()).isZero());
  }

  @Test
  void stopsWhatItKeptWhenItIsReleasedUnapplied() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet before = partial(Map.of("a", entry(ID, 0, "a1")));
    before.await(Phase.RUNNING);
    AppliedSet next = atomic(Map.of("a", entry(ID, 0, "bad")));
    next.awaitTried();
    before.release();
    Waits.stays(Duration.ofMillis(30), () -> assertThat(script.alive()).isEqualTo(1));
    next.release();
    Waits.until(() -> assertThat(script.alive()).isZero());
  }

  /** A set that is released while it is tried leaves nothing behind. */
  @Test
  void changesNothingIfItIsReleasedWhileItIsTried() throws InterruptedException {
    Script script = blockingAt("b2");
    test.offer(script);
    AppliedSet before = twoOfBefore();
    AppliedSet next = atomic(twoOfNext("b2"));
    Waits.on(blocked);
    next.release();
    go.countDown();
    Waits.until(() -> assertThat(script.open()).containsExactly("a1", "b1"));
    before.await(Phase.RUNNING);
    assertThat(script.log()).doesNotContain("close 1", "close 2");
    AppliedSet again = atomic(twoOfNext("b3"));
    again.await(Phase.RUNNING);
  }

  /** A higher claim that comes while the set is tried is heard before it takes effect. */
  @Test
  void yieldsToAHigherClaimThatComesWhileItIsTried() throws InterruptedException {
    Script script = blockingAt("b2");
    test.offer(script);
    twoOfBefore();
    AppliedSet next = atomic(twoOfNext("b2"));
    Waits.on(blocked);
    AppliedSet higher = partial(Map.of("a", entry(ID, 9, "a9")));
    Waits.until(() -> assertThat(higher.all()).isNotEmpty());
    go.countDown();
    higher.await(Phase.RUNNING);
    Waits.until(() -> assertThat(next.summary("a")).contains("Outranked"));
    Waits.until(() -> assertThat(script.open()).containsExactly("a9", "b1"));
  }

  /** Design 4.12: after it took effect each key is on its own; there is no way back. */
  @Test
  void retriesAControllerThatFailsLaterAndLeavesTheOthers() {
    AtomicBoolean fails = new AtomicBoolean();
    CountDownLatch crash = new CountDownLatch(1);
    Script script =
        Script.of(ID, "1.0.0")
            .executing(
                (made, scope) -> {
                  if (made.config.name().equals("b") && !fails.get()) {
                    Waits.on(crash);
                    fails.set(true);
                    throw new IllegalStateException("crash");
                  }
                  scope.await();
                });
    test.offer(script);
    AppliedSet set = atomic(Map.of("a", entry(ID, 0, "a"), "b", entry(ID, 0, "b")));
    set.await(Phase.RUNNING);
    crash.countDown();
    Waits.until(() -> assertThat(script.made()).hasSize(3));
    set.await(Phase.RUNNING);
    assertThat(script.open()).containsExactly("a", "b");
    assertThat(script.made().get(2).config.name()).isEqualTo("b");
  }

  /** Fall-back: a higher claim takes a key from a set in effect, and gives it back. */
  @Test
  void claimsAsAnySetOnceItIsInEffect() {
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    AppliedSet set = atomic(Map.of("a", entry(ID, 1, "a1"), "b", entry(ID, 1, "b1")));
    set.await(Phase.RUNNING);
    AppliedSet higher = partial(Map.of("a", entry(ID, 2, "a2")));
    higher.await(Phase.RUNNING);
    Waits.until(() -> assertThat(set.key("a").winning()).isFalse());
    Waits.until(() -> assertThat(script.open()).containsExactly("a2", "b1"));
    higher.release();
    set.await(Phase.RUNNING);
    Waits.until(() -> assertThat(script.open()).containsExactly("a1", "b1"));
    set.release();
    Waits.until(() -> assertThat(script.alive()).isZero());
  }

  @Test
  void takesEffectAtOnceIfItIsEmpty() {
    AppliedSet empty = atomic(ConfigSet.EMPTY.entries());
    empty.awaitTried();
    assertThat(empty.all()).isEmpty();
  }
}
