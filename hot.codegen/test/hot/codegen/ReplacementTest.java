// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.module.Replacement;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Paths that stand for artifacts (semantics 28.11). */
class ReplacementTest {

  private static final String USER =
      "package demo.hello;\nclass User { String text = words.Words.TEXT; }\n";
  private static final String WORDS =
      "package words;\npublic class Words { public static String TEXT = \"\"; }\n";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("words/src/words/Words.java", WORDS);
    sandbox.write("words/src/words/here.txt", "");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void standsForOneVersionOnlyIfItNamesOne() {
    sandbox.artifact(
        "demo", "words", "2", Map.of(), Map.of("words/Words.java", WORDS, "words/two.txt", ""));
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words:1=../words\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle())).contains("words/here.txt");

    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:2\n-replace: demo:words:1=../words\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(Sandbox.entries(plugin.bundle())).contains("words/two.txt");
    assertThat(sandbox.text(plugin.warnings()))
        .isEqualTo(
            "words: warning: replaces demo:words:1, on which nothing depends; declared by"
                + " m/bnd.bnd: -replace");
  }

  @Test
  void isPreferredIfItNamesTheVersion() {
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../gone\n");
    CompileRequest request =
        sandbox.request("m").withReplacement("demo:words:1", root.resolve("words"));
    assertThat(Sandbox.entries(sandbox.compiled(request).bundle())).contains("words/here.txt");
  }

  @Test
  void isPartOfTheResult() {
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    assertThat(sandbox.compiled("m").replacements())
        .extracting(Replacement::artifact, Replacement::path, Replacement::declaredIn)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "demo:words", root.resolve("words"), root.resolve("m/bnd.bnd") + ": -replace"));
  }

  @Test
  void reachesWhatALibraryDependsOn() {
    sandbox.artifact(
        "acme", "top", "1", Map.of(), Map.of("top/T.java", "package top;\npublic class T {}\n"));
    sandbox.write(
        "repository/acme/top/1/top-1.pom",
        "<project><groupId>acme</groupId><artifactId>top</artifactId><version>1</version>"
            + "<dependencies><dependency><groupId>demo</groupId><artifactId>words</artifactId>"
            + "<version>1</version></dependency></dependencies></project>");
    sandbox.write("m/bnd.bnd", "-dependencies: acme:top:1\n-replace: demo:words=../words\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle())).contains("words/here.txt");
    assertThat(sandbox.fetched).isEmpty();
  }

  @Test
  void isRefusedIfAModuleWouldDependOnItself() {
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    sandbox.write("words/bnd.bnd", "-dependencies: demo:m:1\n-replace: demo:m=../m\n");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo("m/bnd.bnd: error: depends on itself: m -> words -> m");
    sandbox.write("words/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=.\n");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo("words/bnd.bnd: error: depends on itself: words -> words");
  }

  @Test
  void isRefusedIfItsPathDoesNotExist() {
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../gone\n");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "gone: error: replaces demo:words but does not exist; expected a module directory or a"
                + " jar (declared by m/bnd.bnd: -replace)");
  }
}
