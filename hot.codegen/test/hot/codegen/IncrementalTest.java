// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is compiled again after a change, and what is not. */
class IncrementalTest {

  private static final String LEAF = "m/src/demo/hello/Leaf.java";
  private static final String USER = "m/src/demo/hello/User.java";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    leaf("static final int K = 1; int m() { return 1; }");
    user("int n() { return Leaf.K; }");
    for (int i = 0; i < 6; i++) {
      sandbox.write("m/src/demo/hello/Other" + i + ".java", type("Other" + i, "int n;"));
    }
    assertThat(recompiled()).isEqualTo(9);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static String type(String name, String members) {
    return "package demo.hello;\n\nclass " + name + " {\n  " + members + "\n}\n";
  }

  private void leaf(String members) {
    sandbox.write(LEAF, type("Leaf", members));
  }

  private void user(String members) {
    sandbox.write(USER, type("User", members));
  }

  private int recompiled() {
    return sandbox.compiled(sandbox.request("m")).recompiled();
  }

  @Test
  void compilesNothingIfNothingHasChanged() {
    assertThat(recompiled()).isZero();
  }

  @Test
  void compilesOneSourceIfOthersDoNotSeeTheChange() {
    leaf(
        "static final int K = 1; int m() { Runnable r = () -> {}; return p(); }"
            + " private int p() { return 2; }");
    assertThat(recompiled()).isEqualTo(1);
  }

  @Test
  void compilesTheUsersOfAConstant() throws IOException {
    leaf("static final int K = 2; int m() { return 1; }");
    Compilation.Compiled part = sandbox.compiled(sandbox.request("m"));
    assertThat(part.recompiled()).isEqualTo(2);
    byte[] bytes = Files.readAllBytes(part.bundle());
    Files.delete(part.bundle());
    try (Sandbox fresh = new Sandbox(root)) {
      assertThat(fresh.compiled(fresh.request("m")).bundle()).hasBinaryContent(bytes);
    }
  }

  @Test
  void compilesTheUserOfATypeThatIsGone() throws IOException {
    Files.delete(root.resolve(LEAF));
    assertThat(sandbox.rejectedText("m")).contains("User.java:4:20: error: cannot find symbol");
    user("int n() { return 3; }");
    assertThat(recompiled()).isEqualTo(1);
  }

  @Test
  void keepsTheWarningsOfSourcesThatAreNotCompiledAgain() {
    user("int n() { return (int) Leaf.K; }");
    recompiled();
    leaf("static final int K = 1; int m() { return 5; }");
    Compilation.Compiled part = sandbox.compiled(sandbox.request("m"));
    assertThat(part.recompiled()).isEqualTo(1);
    assertThat(part.warnings())
        .extracting(Problem::place)
        .containsExactly(root.resolve(USER) + ":4:20");
    assertThat(part.warnings())
        .extracting(Problem::sourceLine)
        .containsExactly("  int n() { return (int) Leaf.K; }");
  }

  @Test
  void warnsOfNoImportWhicheverSourcesAreCompiledTogether() {
    String old = "package demo.old;\n\n@Deprecated\npublic class Old { public static int n; }\n";
    sandbox.write("m/src/demo/old/Old.java", old);
    importing("demo.hello", "Before", "int n;");
    importing("demo.zoo", "After", "int n;");
    assertThat(sandbox.compiled(sandbox.request("m")).warnings()).isEmpty();
    importing("demo.hello", "Before", "int n() { return 1; }");
    importing("demo.zoo", "After", "int n() { return Old.n; }");
    Compilation.Compiled part = sandbox.compiled(sandbox.request("m"));
    assertThat(part.recompiled()).isEqualTo(2);
    assertThat(part.warnings())
        .extracting(Problem::place)
        .containsExactly(root.resolve("m/src/demo/zoo/After.java") + ":7:20");
  }

  /** Writes a class that imports the deprecated one in each way. */
  private void importing(String in, String name, String members) {
    String imports = "import demo.old.Old;\nimport static demo.old.Old.*;\n";
    String text = "package " + in + ";\n\n" + imports + "\nclass " + name + " {\n  " + members;
    sandbox.write("m/src/" + in.replace('.', '/') + "/" + name + ".java", text + "\n}\n");
  }

  @Test
  void showsTheErrorsOfAFullCompilationAndGoesOnFromTheLastGoodOne() {
    leaf("static final int K = 1; int m() { return \"\"; }");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            LEAF
                + ":4:44: error: incompatible types: java.lang.String cannot be converted to int\n"
                + "  static final int K = 1; int m() { return \"\"; }\n"
                + " ".repeat(43)
                + "^");
    leaf("static final int K = 1; int m() { return 7; }");
    assertThat(recompiled()).isEqualTo(1);
  }

  @Test
  void compilesAllIfAPackageInfoHasChanged() {
    sandbox.write("m/src/demo/hello/package-info.java", "/** Text. */\npackage demo.hello;\n");
    assertThat(recompiled()).isEqualTo(10);
  }
}
