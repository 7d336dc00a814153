// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a bad bundle says can not break a log or a terminal. */
class OneLineTest {

  @Test
  void keepsAnOrdinarySentence() {
    assertThat(OneLine.of("a.jar is no bundle: ä 1.0")).isEqualTo("a.jar is no bundle: ä 1.0");
  }

  @Test
  void leavesOutWhatATerminalObeys() {
    assertThat(OneLine.of("a.jar has\n\t\u001b[2J\u0007 a bell\r\n"))
        .isEqualTo("a.jar has [2J a bell");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(OneLine.of("x".repeat(70_000))).isEqualTo("x".repeat(2_000) + "...");
  }
}
