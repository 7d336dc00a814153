// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which known name was meant (design 4.13). */
class NearestNameTest {

  private static final List<String> IDS =
      List.of("demo/boilerplate", "demo/yaml", "demo/one", "sample/runner");

  @ParameterizedTest
  @CsvSource({
    "demo/boilerplat, demo/boilerplate",
    "dmeo/boilerplate, demo/boilerplate",
    "Demo/Yaml, demo/yaml",
    "demo/ymal, demo/yaml",
    "samples/runner, sample/runner",
    "sample/runer, sample/runner"
  })
  void findsTheConfigIdThatWasMeant(String id, String meant) {
    assertThat(NearestName.ofId(id, IDS)).contains(meant);
  }

  /** A folder that both have in common is no likeness. */
  @ParameterizedTest
  @CsvSource({"demo/two", "demo/lasagna", "acme/later", "sample/walker/one", "demo/one"})
  void guessesNoIdThatHasOnlyItsFolderInCommon(String id) {
    assertThat(NearestName.ofId(id, IDS)).isEmpty();
  }

  @Test
  void takesTheNearestOfSeveralAndTheFirstOfEquallyNearOnes() {
    assertThat(NearestName.ofId("a/green", List.of("a/greet", "a/greens", "a/greems")))
        .contains("a/greens");
    assertThat(NearestName.ofId("a/green", List.of("a/greet", "a/greed"))).contains("a/greed");
  }
}
