// SPDX-License-Identifier: Apache-2.0
package bus.runtime.doc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Java examples of a page of the docs, compared with the source of the test that runs them. */
final class Page {

  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  private final List<String> blocks;
  private final String source;

  /** Reads a page, and the source of a test. */
  Page(String name, Class<?> test) throws IOException {
    String page = Files.readString(Path.of("../docs").resolve(name));
    blocks = BLOCK.matcher(page).results().map(Page::block).toList();
    String path = "test/" + test.getName().replace('.', '/') + ".java";
    source = squeezed(Files.readString(Path.of(path)));
  }

  private static String block(MatchResult found) {
    return found.group(1);
  }

  List<String> blocks() {
    return blocks;
  }

  /** Asserts that each block is in the test as it is. */
  void hasItsBlocksFromTheTest() {
    assertThat(blocks).allSatisfy(block -> assertThat(source).contains(squeezed(block)));
  }

  /**
   * Asserts that the lines of each block are in the test in the same order, with others between
   * them; dots stand for anything.
   */
  void hasItsLinesFromTheTest() {
    assertThat(blocks)
        .allSatisfy(
            block -> {
              int from = 0;
              for (String line : block.lines().filter(each -> !each.isBlank()).toList()) {
                Matcher found = pattern(line).matcher(source);
                assertThat(found.find(from)).as("in the test, in this order: " + line).isTrue();
                from = found.end();
              }
            });
  }

  private static Pattern pattern(String line) {
    String code = squeezed(line.replaceAll("//.*", ""));
    return Pattern.compile("\\Q" + code.replace("...", "\\E.{0,200}?\\Q") + "\\E");
  }

  /** Lines and indentation are the formatter's, not the example's. */
  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }
}
