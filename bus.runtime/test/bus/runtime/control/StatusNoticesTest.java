// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Registration;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The change stream of controllers (W39). */
class StatusNoticesTest {

  @AutoClose private final TestPlane test = new TestPlane();
  private final List<ControllerSnapshot> told = new CopyOnWriteArrayList<>();

  private ControllerHandle add(Script script) throws Exception {
    return test.controllers.add(script, new Script.Settings("a"));
  }

  private List<Phase> phases(long number) {
    return told.stream()
        .filter(controller -> controller.number() == number)
        .map(controller -> controller.status().phase())
        .toList();
  }

  /** W39: each change, once and in order. */
  @Test
  void tellsEachChangeOfAControllerInOrder() throws Exception {
    test.controllers.onStatus(told::add);
    ControllerHandle handle = add(Script.of("acme/told", "1.0.0"));
    Waits.value(handle.ready());
    assertThat(Waits.value(handle.stop())).isTrue();
    Waits.until(
        () -> assertThat(phases(1)).containsExactly(Phase.STARTING, Phase.RUNNING, Phase.STOPPED));
    assertThat(told).extracting(controller -> controller.info().id()).containsOnly("acme/told");
  }

  /** W39: a failure is told with its reason. */
  @Test
  void tellsWhyAControllerFailed() throws Exception {
    test.controllers.onStatus(told::add);
    add(
        Script.of("acme/told", "1.0.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("cannot");
                }));
    Waits.until(
        () ->
            assertThat(phases(1))
                .containsExactly(Phase.STARTING, Phase.BACKING_OFF, Phase.STOPPED));
    assertThat(told.get(1).status().summary())
        .isEqualTo("BACKING_OFF: IllegalStateException: cannot");
  }

  /** A listener that fails disturbs neither the controller nor the next listener. */
  @Test
  void goesOnWhenAListenerFails() throws Exception {
    test.controllers.onStatus(
        status -> {
          throw new IllegalStateException("listener");
        });
    test.controllers.onStatus(told::add);
    Waits.value(add(Script.of("acme/told", "1.0.0")).ready());
    Waits.until(() -> assertThat(phases(1)).containsExactly(Phase.STARTING, Phase.RUNNING));
  }

  @Test
  void tellsNothingAfterTheListeningHasEnded() throws Exception {
    Registration listening = test.controllers.onStatus(told::add);
    listening.close();
    Waits.value(add(Script.of("acme/told", "1.0.0")).ready());
    assertThat(told).isEmpty();
  }
}
