// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static bus.runtime.control.TestPlane.awaitPhase;
import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What a request says that waits for a factory (33.24, W8, design 4.12 and 4.13). */
class FactoryHintTest {

  @AutoClose private final TestPlane test = new TestPlane();

  private static String summary(Reference<ControllerStatus> reference) {
    ControllerStatus status = TestPlane.status(reference);
    return status == null ? "none" : status.summary();
  }

  @Test
  void namesTheConfigIdThatWasProbablyMeant() {
    test.offer(Script.of("demo/boilerplate", "1.0.0"));
    Reference<ControllerStatus> wrong = test.load("demo/boilerplat", "a");
    awaitPhase(wrong, Phase.WAITING_FOR_FACTORY);
    assertThat(summary(wrong))
        .isEqualTo(
            "WAITING_FOR_FACTORY: NoFactory: no factory offers 'demo/boilerplat'; did you mean"
                + " 'demo/boilerplate'?");
  }

  @Test
  void guessesNothingWhileNoIdIsNear() {
    test.offer(Script.of("demo/yaml", "1.0.0"));
    Reference<ControllerStatus> early = test.load("demo/boilerplate", "a");
    assertThat(awaitPhase(early, Phase.WAITING_FOR_FACTORY).failure()).isNull();
  }

  /** A plugin may come and go after the configuration; the guess follows, the wait goes on. */
  @Test
  void followsTheFactoriesThatComeAndGo() {
    Reference<ControllerStatus> wrong = test.load("demo/boilerplat", "a");
    ControllerStatus first = awaitPhase(wrong, Phase.WAITING_FOR_FACTORY);
    assertThat(first.failure()).isNull();
    FactoryEntry entry = test.offer(Script.of("demo/boilerplate", "1.0.0"));
    Waits.until(() -> assertThat(summary(wrong)).endsWith("did you mean 'demo/boilerplate'?"));
    assertThat(awaitPhase(wrong, Phase.WAITING_FOR_FACTORY).since()).isEqualTo(first.since());
    test.plane.withdraw(entry);
    Waits.until(() -> assertThat(summary(wrong)).isEqualTo("WAITING_FOR_FACTORY"));
    test.offer(Script.of("demo/boilerplat", "1.0.0"));
    awaitPhase(wrong, Phase.RUNNING);
    test.offer(Script.of("demo/boilerplata", "1.0.0"));
    Waits.stays(Duration.ofMillis(20), () -> assertThat(summary(wrong)).isEqualTo("RUNNING"));
  }
}
