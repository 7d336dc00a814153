// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That docs/contract.md is true: W50, W51. */
class ContractPageTest {

  private static final Path WORKSPACE = Path.of("..");

  private static final String GOOD =
      """
      | section | rules | tests |
      |---|---|---|
      | 2 Two | 3 | 2 |

      ## 2 Two

      | rule | what holds | shown by |
      |---|---|---|
      | 2.1 | this | `OneTest` `shows`, `showsMore` |
      | 2.2, 2.3 | that | not ported: nobody needs it (decision 001) |
      """;

  private static ContractPage page() throws IOException {
    return new ContractPage(Files.readString(WORKSPACE.resolve("docs/contract.md")));
  }

  @Test
  void leavesNoRuleOut() throws IOException {
    assertThat(page().problems()).isEmpty();
  }

  @Test
  void namesOnlyTestsThatThereAre() throws IOException {
    assertThat(page().tests()).hasSizeGreaterThan(100);
    assertThat(TestSources.of(WORKSPACE).missing(page().tests())).isEmpty();
  }

  @Test
  void namesOnlyDecisionsThatThereAre() throws IOException {
    try (Stream<Path> files = Files.list(WORKSPACE.resolve("docs/decisions"))) {
      assertThat(files.map(file -> file.getFileName().toString().substring(0, 3)).toList())
          .containsAll(page().decisions());
    }
  }

  @Test
  void seesRulesThatAreLeftOutOrTwiceThereOrInTheWrongPlace() {
    assertThat(new ContractPage(GOOD).problems()).isEmpty();
    assertThat(problems("2.2, 2.3", "2.3")).contains("2 Two: rule 2 is missing");
    assertThat(problems("2.2, 2.3", "2.1-2.3")).contains("2 Two: rule 1 is there twice");
    assertThat(problems("2.2, 2.3", "3.2")).contains("2 Two: no rule of this section: 3.2");
  }

  @Test
  void seesRulesForWhichThereIsNothing() {
    assertThat(problems("`OneTest` `shows`, `showsMore`", ""))
        .anyMatch(problem -> problem.startsWith("2.1: nothing shows it"));
    assertThat(problems("`OneTest` `shows`, `showsMore`", "`OneTest`"))
        .anyMatch(problem -> problem.startsWith("2.1: nothing shows it"));
    assertThat(problems(" (decision 001)", ""))
        .anyMatch(problem -> problem.startsWith("2.2, 2.3: nothing shows it"));
  }

  @Test
  void seesWrongCounts() {
    assertThat(problems("| 3 | 2 |", "| 3 | 3 |"))
        .singleElement()
        .asString()
        .startsWith("the counts should be")
        .endsWith("| 2 Two | 3 | 2 |");
    assertThat(problems("showsMore", "shows")).anyMatch(problem -> problem.contains("| 3 | 1 |"));
  }

  @Test
  void seesTestsThatAreNotThere() throws IOException {
    Set<ContractPage.Named> named =
        Set.of(
            new ContractPage.Named("ContractPageTest", "seesTestsThatAreNotThere"),
            new ContractPage.Named("ContractPageTest", "page"),
            new ContractPage.Named("NoSuchTest", "seesTestsThatAreNotThere"),
            new ContractPage.Named("ProbationTest", "goesBackAsAWhole"));
    assertThat(TestSources.of(WORKSPACE).missing(named))
        .containsExactlyInAnyOrder(
            "ContractPageTest.page",
            "NoSuchTest.seesTestsThatAreNotThere",
            "ProbationTest.goesBackAsAWhole: several classes of this name");
  }

  private static List<String> problems(String text, String other) {
    return new ContractPage(GOOD.replace(text, other)).problems();
  }
}
