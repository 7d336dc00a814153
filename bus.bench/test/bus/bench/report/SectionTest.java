// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Replacing a section of a page. */
class SectionTest {

  private static final String BEGIN = "<!-- begin x -->";
  private static final String END = "<!-- end x -->";

  @Test
  void givesTheSamePageWhenReplacedTwiceByTheSame() {
    String once = Section.replace("a\n" + BEGIN + "\n" + END + "\nb", "x", "new\n");
    assertThat(once).isEqualTo("a\n" + BEGIN + "\nnew\n" + END + "\nb");
    assertThat(Section.replace(once, "x", "new\n")).isEqualTo(once);
  }

  @Test
  void refusesMarkersThatAreTwiceThereOrInTheWrongOrder() {
    assertThatThrownBy(() -> Section.replace(BEGIN + BEGIN + END, "x", ""))
        .hasMessage("expected one line <!-- begin x -->, found several");
    assertThatThrownBy(() -> Section.replace(END + BEGIN, "x", ""))
        .hasMessage("expected <!-- begin x --> before <!-- end x -->");
  }
}
