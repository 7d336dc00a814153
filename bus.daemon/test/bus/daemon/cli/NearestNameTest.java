// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class NearestNameTest {
  private static final List<String> NAMES = List.of("demo", "daemon", "compile", "codegen");

  @Test
  void findsANameWithATypingMistake() {
    assertThat(NearestName.of("deamon", NAMES)).hasValue("daemon");
    assertThat(NearestName.of("demon", NAMES)).hasValue("daemon");
    assertThat(NearestName.of("complie", NAMES)).hasValue("compile");
    assertThat(NearestName.of("codgen", NAMES)).hasValue("codegen");
  }

  @Test
  void findsNothingThatIsNotNear() {
    assertThat(NearestName.of("x", NAMES)).isEmpty();
    assertThat(NearestName.of("status", NAMES)).isEmpty();
    assertThat(NearestName.of("demo", List.of())).isEmpty();
  }
}
