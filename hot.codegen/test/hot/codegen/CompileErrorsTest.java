// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person is told when a module is wrong. */
class CompileErrorsTest {

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void showsTheLineWithACaret() {
    sandbox.write("m/src/demo/A.java", "package demo;\n\nclass A {\n\tint a = \"text\";\n}\n");
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/src/demo/A.java:4:10: error: incompatible types: java.lang.String cannot be"
                + " converted to int\n"
                + "\tint a = \"text\";\n"
                + "\t        ^");
  }

  @Test
  void tellsAllErrorsAtOnce() {
    sandbox.write("m/src/demo/A.java", "package demo;\nclass A { int a = b; }\n");
    sandbox.write("m/src/demo/B.java", "package demo;\nclass B { int a = c; }\n");
    assertThat(sandbox.rejectedText("m")).contains("A.java:2:19:").contains("B.java:2:19:");
  }

  @Test
  void readsWindowsLineEnds() {
    sandbox.write("m/src/demo/A.java", "package demo;\r\nclass A {\r\n  int a = b;\r\n}\r\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("A.java:3:11: error:")
        .contains("\n  int a = b;\n");
  }

  @Test
  void tellsOfAMissingModule() {
    assertThat(sandbox.rejectedText("nowhere"))
        .isEqualTo("nowhere: error: the module does not exist; expected a directory of sources");
  }

  @Test
  void tellsOfAModuleWithoutSources() throws IOException {
    Files.createDirectories(root.resolve("m/src"));
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo("m: error: the module has no Java source; looked in m/src");
  }

  @Test
  void saysWhereItLookedForAFactory() {
    sandbox.write("m/src/demo/A.java", "package demo;\npublic class A {}\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith("error: the 1 source in m/src")
        .contains("controller factory")
        .contains("expected a class annotated @bus.api.controller.ControllerType")
        .contains("implements bus.api.controller.ControllerFactory");
  }

  @Test
  void tellsOfASourceThatIsNotText() throws IOException {
    Path file = sandbox.write("m/src/demo/A.java", "");
    Files.write(file, "class Ä {}".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(sandbox.rejectedText("m")).isEqualTo("m/src/demo/A.java: error: is not UTF-8 text");
  }

  @Test
  void tellsOfABadInstruction() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "-dependencies: nonsense\n-replace: more=nonsense\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("m/bnd.bnd:1: error: -dependencies: expected group:artifact:version")
        .contains("got nonsense")
        .contains("m/bnd.bnd:2: error: -replace: expected group:artifact=path or");
  }

  @Test
  void tellsOfAnIncludeThatIsNotThere() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "-include: missing.bnd\n");
    assertThat(sandbox.rejectedText("m")).startsWith("m/bnd.bnd").contains("missing.bnd");
  }

  @Test
  void refusesHeadersThatAreNotForAPlugin() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "Require-Bundle: other\nDynamicImport-Package: *\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("m/bnd.bnd: error: Require-Bundle is not for a plugin")
        .contains("m/bnd.bnd: error: DynamicImport-Package is not for a plugin");
  }

  @Test
  void tellsOfADependencyThatIsNowhere() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "-dependencies: no.such:thing:1.0\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("m/bnd.bnd:1: error: the dependency no.such:thing:1.0 is not in")
        .endsWith(
            "was not fetched: there is no network in this test; if it is a module of yours, name"
                + " its directory in -replace: no.such:thing=path");
    assertThat(sandbox.fetched).containsExactly("no.such:thing:1.0");
  }

  @Test
  void tellsOfAReplacementThatIsNotThere() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../gone\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith("gone: error: replaces demo:words but does not exist")
        .contains("declared by m/bnd.bnd: -replace");
  }

  @Test
  void tellsOfAnUnusableOutput() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    Path twice = root.resolve("{buildHash}-{buildHash}.jar");
    CompileRequest request =
        CompileRequest.of(List.of(root.resolve("m")), twice, TestHost.platform());
    assertThat(sandbox.text(sandbox.rejected(request))).contains("at most once");
  }

  @Test
  void tellsOfAHostThatIsNone() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    CompileRequest request = sandbox.request(HostPlatform.of(List.of()), "m");
    assertThat(sandbox.text(sandbox.rejected(request)))
        .contains("expected the bundles of a Hotbus runtime");
  }

  @Test
  void leavesTheLastGoodOutputAlone() throws IOException {
    Path file = sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    Path good = sandbox.compiled("m").bundle();
    byte[] content = Files.readAllBytes(good);
    Files.writeString(file, "package demo.hello; half a");
    assertThat(sandbox.rejected("m")).isNotEmpty();
    assertThat(good).hasBinaryContent(content);
  }
}
