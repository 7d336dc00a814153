// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.controller.BusStatus;
import org.junit.jupiter.api.Test;

final class BusCommandsTest {
  private final BusCommands commands = new BusCommands(FakeBus.SAMPLE, FakeBus.SAMPLE);

  @Test
  void listsWhatTheBusShows() {
    assertThat(commands.controllers())
        .containsExactly(Samples.RUNNING, Samples.BACKING_OFF)
        .isInstanceOf(Rows.class);
    assertThat(commands.factories()).containsExactly(Samples.FACTORY).isInstanceOf(Rows.class);
    assertThat(commands.directives(false))
        .containsExactly(Samples.ANSWERED, Samples.UNANSWERED, Samples.FAILED)
        .isInstanceOf(Rows.class);
  }

  @Test
  void findsDirectivesByAPartOfTypeOrText() {
    assertThat(commands.directives(false, "demo.W")).containsExactly(Samples.UNANSWERED);
    assertThat(commands.directives(false, "name=world")).containsExactly(Samples.ANSWERED);
    assertThat(commands.directives(false, "nowhere")).isEmpty();
  }

  @Test
  void findsDirectivesThatNobodyAnswers() {
    assertThat(commands.directives(true)).containsExactly(Samples.UNANSWERED);
    assertThat(commands.directives(true, "Greet")).isEmpty();
  }

  @Test
  void findsOneByItsNumber() {
    assertThat(commands.directive(12)).isEqualTo(Samples.UNANSWERED);
    assertThat(commands.controller(10)).isEqualTo(Samples.BACKING_OFF);
  }

  @Test
  void showsTheConfigurationsThatAreApplied() {
    assertThat(commands.config()).containsExactly(Samples.APPLIED);
    assertThat(commands.config(7)).isEqualTo(Samples.APPLIED);
    assertThatThrownBy(() -> commands.config(8))
        .hasMessage("no configuration is applied by directive 8; bus:config lists them");
  }

  @Test
  void namesAnUnknownNumberAndWhereToLook() {
    assertThatThrownBy(() -> commands.directive(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no live directive 99; bus:directives lists them");
    assertThatThrownBy(() -> commands.controller(99))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no controller 99; bus:controllers lists them");
  }

  @Test
  void sumsUpAndNamesWhatIsNotInService() {
    BusStatus status = commands.status();
    assertThat(status.controllers()).isEqualTo(2);
    assertThat(status.notReady()).containsExactly(Samples.BACKING_OFF);
    assertThat(status.factories()).isEqualTo(1);
    assertThat(status.directives()).isEqualTo(3);
    assertThat(status.unanswered()).isEqualTo(1);
  }
}
