// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException;
import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerStatus.Phase;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The end of a bus (11.11, W37). */
class ControlPlaneStopTest {

  @AutoClose private final TestPlane test = new TestPlane();

  /** W37: in reverse order, each cancelled, awaited and closed; those who wait are told. */
  @Test
  void stopsTheControllersInReverseOrderAndTellsThoseWhoWait() throws Exception {
    List<String> closed = new CopyOnWriteArrayList<>();
    Script hand = Script.of("hand", "1").closing((made, scope) -> closed.add("hand"));
    Script slow =
        Script.of("slow", "1")
            .constructing((made, scope) -> made.log("never ready"))
            .closing((made, scope) -> closed.add("slow"));
    for (String id : List.of("one", "two")) {
      test.offer(Script.of(id, "1").closing((made, scope) -> closed.add(id)));
      TestPlane.awaitPhase(test.load(id, "a"), Phase.RUNNING);
    }
    ControllerHandle handle = test.controllers.add(hand, new Script.Settings("a"));
    Waits.value(handle.ready());
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("q"), recorder);
    var waiting = test.bus.first(Ask.of("q"));
    ControllerHandle notReady = test.controllers.add(slow, new Script.Settings("a"));

    assertThat(test.plane.stop()).isEmpty();
    assertThat(closed).containsExactly("slow", "hand", "two", "one");
    assertThat(recorder.events()).containsExactly("disposed");
    assertThat(Waits.failure(waiting).reason()).isEqualTo(BusException.Reason.CLOSED);
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(handle.status().phase()).isEqualTo(Phase.STOPPED);
    Waits.value(notReady.stop());
    assertThat(notReady.ready().isDone()).isTrue();
    assertThatThrownBy(() -> test.bus.add(Ask.of("q"))).isInstanceOf(BusException.class);
    assertThatThrownBy(() -> test.controllers.add(hand, new Script.Settings("b")))
        .isInstanceOf(BusException.class)
        .hasMessage("the bus is closed");
    assertThat(closed).as("what was made too late is closed").hasSize(5);
  }

  /** W37: reports what did not stop, and goes on with the others. */
  @Test
  void reportsWhatDidNotStop() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    Script good = Script.of("good", "1");
    Script hung =
        Script.of("hung", "1")
            .executing((made, scope) -> HandAddedControllerTest.awaitStubbornly(leave));
    Waits.value(test.controllers.add(good, new Script.Settings("a")).ready());
    Waits.value(test.controllers.add(hung, new Script.Settings("a")).ready());
    assertThat(test.plane.stop()).containsExactly("execute of hung#2");
    assertThat(good.log()).endsWith("close 1");
    leave.countDown();
    Waits.until(() -> assertThat(test.plane.threads().busy()).isEmpty());
  }

  /**
   * Design 4.12: at the end no losing claim gets its turn, and no failed controller is tried again.
   */
  @Test
  void startsNothingWhileItStops() {
    Script script = Script.of("keyed", "1");
    Script failing =
        Script.of("failing", "1")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("no");
                });
    test.offer(script);
    test.offer(failing);
    for (int rev = 0; rev < 5; rev++) {
      test.bus.add(
          new ApplyConfigSet(
              ConfigSet.of(
                  Map.of("key", new ConfigEntry("keyed", rev, Map.of("name", "rev" + rev))))));
    }
    TestPlane.awaitPhase(test.load("failing", "a"), Phase.BACKING_OFF);
    Waits.until(
        () ->
            assertThat(test.controllers.controllers())
                .filteredOn(each -> each.info().id().equals("keyed"))
                .singleElement()
                .satisfies(each -> assertThat(each.status().phase()).isEqualTo(Phase.RUNNING)));
    assertThat(test.plane.stop()).isEmpty();
    int made = script.made().size();
    int tried = failing.made().size();
    Waits.stays(
        Duration.ofMillis(120),
        () -> {
          assertThat(script.made()).hasSize(made);
          assertThat(failing.made()).hasSize(tried);
        });
    assertThat(script.alive()).isZero();
    assertThat(failing.alive()).isZero();
  }
}
