// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ControllerStateTest {

  private final State state = State.of(2, Map.of("n", 7, "visits", Map.of("hall", 3)));

  @Test
  void givesFieldsByTheirClass() {
    assertThat(state.field("n", Long.class)).contains(7L);
    assertThat(state.field("none", Long.class)).isEmpty();
    assertThat(state.map("visits", Long.class)).isEqualTo(Map.of("hall", 3L));
    assertThat(state.map("none", Long.class)).isEmpty();
  }

  @Test
  void givesNumbersAndLists() {
    State lists = State.of(1, Map.of("n", 7, "names", List.of("a", "b")));
    assertThat(lists.number("n", 1)).isEqualTo(7);
    assertThat(lists.number("none", 1)).isEqualTo(1);
    assertThat(lists.list("names", String.class)).containsExactly("a", "b");
    assertThat(lists.list("none", String.class)).isEmpty();
    assertThatThrownBy(() -> lists.list("names", Long.class))
        .hasMessage("state field names[0] is of java.lang.String; expected java.lang.Long");
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
