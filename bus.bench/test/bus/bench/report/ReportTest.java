// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reports of benchmarks: figures, JSON, tables. */
class ReportTest {

  @TempDir Path folder;

  private final Report report =
      new Report(
          "bus",
          new Conditions("17", 2, "2026-01-02", "1 fork"),
          List.of(
              Row.of("a|b", 5, new Figure.Score(1234.4, 12), "ns").atMost(1000),
              Row.of("c", 3, Figure.spread(3, 1, 2), "ms").atLeast(2).beside("d 7 ms")));

  @Test
  void sumsUpSamplesByMedianNinthTenthAndLargest() {
    assertThat(Figure.spread(10, 9, 8, 7, 6, 5, 4, 3, 2, 1))
        .isEqualTo(new Figure.Spread(5.5, 9, 10));
    assertThat(Figure.spread(4)).isEqualTo(new Figure.Spread(4, 4, 4));
    assertThatThrownBy(Figure::spread).hasMessage("no samples");
  }

  @Test
  void saysWhichBarsAreMetAndMissed() {
    assertThat(report.table().lines().skip(2))
        .containsExactly(
            "| a\\|b | 5 | 1,234 | ± 12 | | ns | **<= 1,000 ns: missed** | |",
            "| c | 3 | 2 | 3 | 3 | ms | >= 2 ms: met | d 7 ms |");
  }

  @Test
  void writesJsonThatHoldsEveryNumberAsItWas() throws IOException {
    Path file = folder.resolve("new/bus.json");
    report.writeJson(file);
    JsonNode tree = new ObjectMapper().readTree(file.toFile());
    assertThat(tree.at("/suite").asText()).isEqualTo("bus");
    assertThat(tree.at("/conditions/cores").asInt()).isEqualTo(2);
    assertThat(tree.at("/rows/0/figure/score").asDouble()).isEqualTo(1234.4);
    assertThat(tree.at("/rows/1/figure/p90").asDouble()).isEqualTo(3);
    assertThat(tree.at("/rows/0/verdict").asText()).isEqualTo("MISSED");
  }

  @Test
  void writesTheTableIntoItsSectionOfThePage() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "top\n<!-- begin bus -->\nold\n<!-- end bus -->\nbottom\n");
    report.writeDocs(page);
    assertThat(Files.readString(page))
        .startsWith("top\n<!-- begin bus -->\nMeasured 2026-01-02 on JDK 17, 2 cores; 1 fork.\n")
        .endsWith("| d 7 ms |\n<!-- end bus -->\nbottom\n")
        .doesNotContain("old");
  }

  @Test
  void leavesThePageAloneIfItHasNoSuchSection() throws IOException {
    Path page = folder.resolve("page.md");
    Files.writeString(page, "<!-- begin dev -->\n<!-- end dev -->\n");
    assertThatThrownBy(() -> report.writeDocs(page))
        .isInstanceOf(IOException.class)
        .hasMessage("page.md: expected one line <!-- begin bus -->, found none");
    assertThat(Files.readString(page)).isEqualTo("<!-- begin dev -->\n<!-- end dev -->\n");
  }
}
