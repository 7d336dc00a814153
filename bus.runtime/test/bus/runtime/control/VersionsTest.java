// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of versions (12.7, 12.8, W42). */
class VersionsTest {

  private static final List<String> RISING =
      List.of(
          "0.0.1",
          "0.1.0",
          "1.0.0-alpha",
          "1.0.0-rc",
          "1.0.0",
          "1.2",
          "1.2.3",
          "1.9.0",
          "1.10.0",
          "2.0.0.qualifier",
          "18446744073709551616.0.0");

  /** 12.8, W42: by number, candidates before the release. */
  @Test
  void sortsByNumberAndCandidatesBeforeTheRelease() {
    for (int seed = 0; seed < 20; seed++) {
      List<String> versions = new ArrayList<>(RISING);
      Collections.shuffle(versions, new Random(seed));
      versions.sort(Versions::compare);
      assertThat(versions).isEqualTo(RISING);
    }
  }

  /** 12.8: what is missing counts as zero; what was built does not count. */
  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1",
    "1.0.0+b, 1.0.0",
    "1.0.0+a, 1.0.0+b",
    "01.2, 1.2.0",
    "1.0.0-rc+b, 1.0.0-rc"
  })
  void takesSomeVersionsForTheSame(String one, String other) {
    assertThat(Versions.compare(one, other)).isZero();
    assertThat(Versions.compare(other, one)).isZero();
  }

  /** 12.7: any text is a version; parts that are no numbers come after numbers. */
  @ParameterizedTest
  @CsvSource({"1.0.0, one.0.0", "1.9, 1.x", "abc, abd", "1..2, 1.a"})
  void ordersWhatIsNoNumber(String lower, String higher) {
    assertThat(Versions.compare(lower, higher)).isNegative();
    assertThat(Versions.compare(higher, lower)).isPositive();
  }
}
