// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What those who apply sets are told about their keys. */
class KeyNoticesTest {

  private static final String ID = "acme/keyed";

  @AutoClose private final TestPlane test = new TestPlane();

  /** 17.11: a status is told once, in order, and never a moment without one. */
  @Test
  void tellsAStatusOnlyWhenItChanges() {
    AtomicInteger tries = new AtomicInteger();
    List<String> told = new CopyOnWriteArrayList<>();
    Recorder<KeyStatus> recorder = new Recorder<>();
    Reference<KeyStatus> one =
        test.bus.add(
            new ApplyConfigSet(ConfigSet.of(Map.of("key", AppliedSet.entry(ID, 1, "a")))),
            ReferenceHandler.<KeyStatus>of(
                added -> told.add(added.winning() + " " + added.status().phase()), gone -> {}));
    one.instance().addReference(recorder);
    AppliedSet applied = new AppliedSet(one);
    Waits.until(() -> assertThat(applied.all()).isNotEmpty());
    test.offer(
        Script.of(ID, "1.0.0")
            .executing(
                (made, scope) -> {
                  if (tries.incrementAndGet() == 1) {
                    throw new IllegalStateException("once");
                  }
                  scope.await();
                }));
    applied.await("key", Phase.RUNNING);
    AppliedSet other =
        AppliedSet.of(test, Mode.PARTIAL, Map.of("key", AppliedSet.entry(ID, 2, "a")));
    Waits.until(() -> assertThat(applied.key("key").winning()).isFalse());
    other.release();
    Waits.until(() -> assertThat(applied.key("key").winning()).isTrue());
    assertThat(told)
        .containsExactly(
            "true WAITING_FOR_FACTORY",
            "true STARTING",
            "true BACKING_OFF",
            "true STARTING",
            "true RUNNING",
            "false RUNNING",
            "true RUNNING");
    assertThat(recorder.least()).isEqualTo(1);
    assertThat(recorder.breaches()).isEmpty();
  }

  /** W5, W19: who is slow to hear of its set holds up no other one, not even on the same key. */
  @Test
  void holdsUpNoOtherSetWhileAListenerBlocks() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Script script = Script.of(ID, "1.0.0");
    test.offer(script);
    ReferenceHandler<KeyStatus> slow =
        new ReferenceHandler<>() {
          @Override
          public void added(Value<? extends KeyStatus> value) {
            inside.countDown();
            HandAddedControllerTest.awaitStubbornly(leave);
          }
        };
    Reference<KeyStatus> blocked =
        test.bus.add(
            new ApplyConfigSet(ConfigSet.of(Map.of("key", AppliedSet.entry(ID, 1, "a")))), slow);
    Waits.on(inside);
    AppliedSet same =
        AppliedSet.of(test, Mode.PARTIAL, Map.of("key", AppliedSet.entry(ID, 2, "b")));
    AppliedSet other = AppliedSet.of(test, Mode.ATOMIC, Map.of("z", AppliedSet.entry(ID, 0, "z")));
    same.await(Phase.RUNNING);
    other.await(Phase.RUNNING);
    same.release();
    Waits.until(() -> assertThat(script.open()).containsExactly("a", "z"));
    leave.countDown();
    AppliedSet applied = new AppliedSet(blocked);
    applied.await(Phase.RUNNING);
  }
}
