// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class StateTest {

  private final State state = State.of(2, Map.of("n", 7, "visits", Map.of("hall", 3)));

  @Test
  void givesFieldsByTheirClass() {
    assertThat(state.field("n", Long.class)).contains(7L);
    assertThat(state.field("none", Long.class)).isEmpty();
    assertThat(state.map("visits", Long.class)).isEqualTo(Map.of("hall", 3L));
    assertThat(state.map("none", Long.class)).isEmpty();
  }

  @Test
  void saysWhichFieldIsOfAnotherClass() {
    assertThatThrownBy(() -> state.field("n", String.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("state field n is of java.lang.Long; expected java.lang.String");
    assertThatThrownBy(() -> state.map("visits", String.class))
        .hasMessage("state field visits.hall is of java.lang.Long; expected java.lang.String");
  }
}
