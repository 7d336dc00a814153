// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules of all forms in one plugin, and modules that depend on modules. */
class SeveralModulesTest {

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

  private void controller(String file, String name, String id) {
    sandbox.write(
        file,
        Sandbox.CONTROLLER
            .replace("package demo.hello;", "package demo." + name + ";")
            .replace("demo/hello", id));
  }

  private void text(String file, String of, String expression) {
    sandbox.write(
        file,
        "package "
            + of
            + ";\npublic class Text { public static String says() { return "
            + expression
            + "; } }\n");
  }

  private static String pom(String artifact, String dependencies) {
    return "<project><groupId>demo</groupId><artifactId>"
        + artifact
        + "</artifactId><version>1.0</version><dependencies>"
        + dependencies
        + "</dependencies></project>";
  }

  @Test
  void dependOnEachOtherInAChainOfAllForms() throws Exception {
    controller("bnd/src/demo/hello/Hello.java", "hello", "demo/hello");
    text("bnd/src/one/Text.java", "one", "\"bnd \" + two.Text.says()");
    sandbox.write(
        "bnd/bnd.bnd",
        "-dependencies: demo:maven:1\n-replace: demo:maven=../maven, demo:plain=../plain\n");
    text("maven/src/main/java/two/Text.java", "two", "\"maven \" + three.Text.says()");
    sandbox.write(
        "maven/pom.xml",
        pom(
            "maven",
            "<dependency><groupId>demo</groupId><artifactId>plain</artifactId>"
                + "<version>1</version></dependency>"));
    text("plain/three/Text.java", "three", "\"plain\"");
    Compilation.Compiled plugin = sandbox.compiled("bnd");
    try (TestFramework framework = new TestFramework(root.resolve("framework"))) {
      assertThat(framework.call(plugin.bundle(), "one.Text", "says")).isEqualTo("bnd maven plain");
    }
    assertThat(plugin.replacements()).hasSize(2);
    for (String file : new String[] {"maven/src/main/java/two/New.java", "plain/three/New.java"}) {
      assertThat(plugin.inputs().concerns(root.resolve(file))).as(file).isTrue();
    }
  }

  @Test
  void areListedTogetherInAllForms() {
    controller("bnd/src/demo/one/Hello.java", "one", "demo/one");
    sandbox.write("bnd/bnd.bnd", "Hotbus-Plugin-Id: all\n");
    controller("maven/src/main/java/demo/two/Hello.java", "two", "demo/two");
    sandbox.write("maven/pom.xml", pom("two", ""));
    controller("plain/demo/three/Hello.java", "three", "demo/three");
    Compilation.Compiled plugin = sandbox.compiled("bnd", "maven", "plain");
    assertThat(plugin.pluginId()).isEqualTo("all");
    assertThat(plugin.factories().stream().map(one -> one.info().orElseThrow().id()))
        .containsExactlyInAnyOrder("demo/one", "demo/two", "demo/three");
  }

  @Test
  void canNotHaveAConfigIdTwice() {
    controller("one/src/demo/one/Hello.java", "one", "demo/same");
    controller("two/src/demo/two/Hello.java", "two", "demo/same");
    assertThat(sandbox.rejectedText("one", "two"))
        .startsWith(
            "two/src/demo/two/Hello.java:6:22: error: the config id demo/same is that of"
                + " demo.one.Hello too");
  }

  @Test
  void canNotHaveTheConfigIdOfAFactoryThatIsWrittenByHand() {
    controller("one/src/demo/one/Hello.java", "one", "demo/written");
    sandbox.write("two/src/demo/words/Written.java", AllForms.FACTORY);
    assertThat(sandbox.rejectedText("one", "two"))
        .startsWith("two/src/demo/words/Written.java:8:14: error: the config id demo/written is")
        .contains("that of demo.one.Hello");
  }

  @Test
  void canNotHaveAClassTwice() {
    controller("one/src/demo/one/Hello.java", "one", "demo/one");
    text("one/src/same/Text.java", "same", "\"\"");
    text("two/src/same/Text.java", "same", "\"\"");
    sandbox.write("one/bnd.bnd", "-dependencies: demo:two:1\n-replace: demo:two=../two\n");
    assertThat(sandbox.rejectedText("one"))
        .contains("two/src/same/Text.java:2:8: error: duplicate class: same.Text");
  }
}
