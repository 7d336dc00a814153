// SPDX-License-Identifier: Apache-2.0
package bus.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The command line of the benchmarks. */
class MainTest {

  @Test
  void namesTheSuitesThereAreWhenItIsGivenAnotherOne() {
    assertThat(errorOf("buss")).contains("bench: no suite buss; there are: bus");
    assertThat(errorOf()).contains("expected SUITE [NAME] [--docs]", "one of: bus");
  }

  @Test
  void refusesToReplaceTheWholeTableByAPart() {
    assertThat(errorOf("bus", "addEqual", "--docs")).contains("leave NAME out");
  }

  private static String errorOf(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = ".";
    System.arraycopy(words, 0, all, 1, words.length);
    PrintStream before = System.err;
    ByteArrayOutputStream caught = new ByteArrayOutputStream();
    System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run(all)).isEqualTo(2);
    } finally {
      System.setErr(before);
    }
    return caught.toString(StandardCharsets.UTF_8);
  }
}
