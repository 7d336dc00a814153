// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.Controller;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Scope;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** When a controller counts as ready. */
final class ReadinessTest {

  // Long beside the few instructions between the begin that is counted and that of foreign code.
  private static final Duration READY_AFTER = Duration.ofMillis(20);

  /** Design 4.10: the time runs from the start of execution, however late its thread comes. */
  @Test
  void isNotReadyBeforeItsMainLoopHasBegun() throws Exception {
    for (int i = 0; i < 20; i++) {
      becomesReadyOnce();
    }
  }

  private static void becomesReadyOnce() throws Exception {
    AtomicBoolean begun = new AtomicBoolean();
    Controller controller =
        new Controller() {
          @Override
          public void execute(Scope scope) throws InterruptedException {
            begun.set(true);
            scope.await();
          }
        };
    try (TestPlane test = new TestPlane(TestPlane.LIMITS.withReadyAfter(READY_AFTER))) {
      ControllerHandle handle =
          test.controllers.add(ControllerInfo.of("acme/slow", "1.0.0", ""), controller);
      Waits.value(handle.ready());
      assertThat(begun).isTrue();
      Waits.value(handle.stop());
    }
  }
}
