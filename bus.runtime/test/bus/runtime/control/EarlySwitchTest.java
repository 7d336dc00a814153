// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Reference;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Switches away from a controller that answers already, but does not count as ready yet. */
class EarlySwitchTest {

  private static final String ID = "acme/early";

  @AutoClose
  private final TestPlane test =
      new TestPlane(TestPlane.LIMITS.withReadyAfter(Duration.ofMinutes(1)));

  private final Recorder<String> answers = new Recorder<>();

  private Reference<ControllerStatus> answeringButNotReady() {
    Script old =
        Script.of(ID, "1.0.0")
            .answering("old")
            .restoring((made, state) -> true)
            .saving((made, scope) -> made.count = 7);
    test.stage(old, 1);
    assertThat(test.switchTo(null, 1L).failure()).isNull();
    Reference<ControllerStatus> reference = test.load(ID, "a");
    test.bus.add(Ask.single("q"), answers);
    Waits.until(() -> assertThat(answers.live()).containsExactly("old"));
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.STARTING);
    return reference;
  }

  /** Design 4.8, 6: what answers is in service, with values and state to lose. */
  @Test
  void movesValuesAndStateOfAControllerThatIsStillStarting() {
    Reference<ControllerStatus> reference = answeringButNotReady();
    Script fresh =
        Script.of(ID, "1.1.0")
            .answering("new")
            .executing((made, scope) -> {})
            .restoring(
                (made, state) -> {
                  made.count = state.number("count", 0);
                  return true;
                });
    test.stage(fresh, 2);

    assertThat(test.switchTo(1L, 2L).failure()).isNull();

    assertThat(answers.events()).containsExactly("added old", "added new", "removed old");
    assertThat(fresh.made()).singleElement().satisfies(made -> assertThat(made.count).isEqualTo(7));
    TestPlane.awaitPhase(reference, Phase.FINISHED);
  }

  @Test
  void keepsAControllerThatIsStillStartingIfItsReplacementFails() {
    Reference<ControllerStatus> reference = answeringButNotReady();
    Script broken =
        Script.of(ID, "1.1.0")
            .executing(
                (made, scope) -> {
                  throw new IllegalStateException("port in use");
                });
    test.stage(broken, 2);

    assertThat(test.switchTo(1L, 2L).failure()).isNotNull();

    assertThat(answers.events()).containsExactly("added old");
    assertThat(TestPlane.status(reference).phase()).isEqualTo(Phase.STARTING);
  }
}
