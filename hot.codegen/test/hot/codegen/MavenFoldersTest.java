// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static hot.codegen.MavenPoms.child;
import static hot.codegen.MavenPoms.dependency;
import static hot.codegen.MavenPoms.list;
import static hot.codegen.MavenPoms.pom;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where Maven modules have their files, and what they leave out. */
class MavenFoldersTest {

  private static final String USER =
      "package demo.hello;\nclass User { String text = lib.Lib.TEXT; }\n";

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/main/java/demo/hello/User.java", USER);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void lib() {
    sandbox.artifact(
        "acme",
        "lib",
        "1",
        Map.of(),
        Map.of(
            "lib/Lib.java",
            "package lib;\npublic class Lib { public static String TEXT = \"old\"; }\n",
            "lib/old.txt",
            "old"));
  }

  @Test
  void readsTheFoldersThatTheParentNames() {
    lib();
    sandbox.write(
        "pom.xml",
        pom(
            "up",
            "<build><sourceDirectory>${project.basedir}/java</sourceDirectory><resources><resource>"
                + "<directory>files</directory><filtering>true</filtering></resource><resource>"
                + "<directory>java</directory></resource></resources></build>"));
    sandbox.write("m/pom.xml", child("m", "up", list(dependency("acme:lib:1", ""))));
    sandbox.write("m/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/java/demo/hello/beside.txt", "${this} is not filtered");
    sandbox.write("m/files/version.txt", "version ${project.version}");
    sandbox.write("m/files/plain.txt", "nothing to replace");
    sandbox.write("m/src/main/java/demo/hello/Wrong.java", "package nowhere;");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(Sandbox.entries(plugin.bundle()))
        .contains("demo/hello/Hello.class", "demo/hello/beside.txt", "version.txt", "plain.txt");
    assertThat(sandbox.text(plugin.warnings()))
        .isEqualTo(
            "m/files/version.txt: warning: is filtered by Maven, but not here: a property in it,"
                + " ${...}, is not replaced");
    assertThat(plugin.inputs().concerns(root.resolve("m/java/demo/hello/New.java"))).isTrue();
  }

  @Test
  void leavesItsTestsOutEvenIfItHasNoOtherSource() {
    sandbox.write("lib/pom.xml", pom("lib"));
    sandbox.write("lib/src/main/resources/lib.txt", "");
    sandbox.write(
        "lib/src/test/java/lib/LibTest.java", "package lib;\nclass LibTest extends No {}\n");
    sandbox.write("lib/src/main/resources/old.txt", "");
    lib();
    sandbox.write(
        "m/pom.xml", pom("m", list(dependency("acme:lib:1", ""), dependency("demo:lib:1.0", ""))));
    Compilation.Compiled plugin =
        sandbox.compiled(sandbox.request("m").withReplacement("demo:lib", root.resolve("lib")));
    assertThat(Sandbox.entries(plugin.bundle())).contains("lib.txt");
  }

  @Test
  void leavesOutWhatIsExcluded() {
    lib();
    sandbox.artifact(
        "acme", "top", "1", Map.of(), Map.of("top/T.java", "package top;\npublic class T {}\n"));
    for (String name : List.of("top", "middle")) {
      sandbox.write(
          "repository/acme/" + name + "/1/" + name + "-1.pom",
          "<project><groupId>acme</groupId><artifactId>"
              + name
              + "</artifactId><version>1</version>"
              + list(dependency(name.equals("top") ? "acme:middle:1" : "no:such:1", ""))
              + "</project>");
    }
    sandbox.artifact(
        "acme", "middle", "1", Map.of(), Map.of("mid/M.java", "package mid;\npublic class M {}\n"));
    for (String names : List.of("no:such", "no:*", "*:such", "*:*")) {
      String[] name = names.split(":");
      String excluded =
          "<exclusions><exclusion><groupId>%s</groupId><artifactId>%s</artifactId></exclusion></exclusions>"
              .formatted(name[0], name[1]);
      sandbox.write(
          "m/pom.xml",
          pom("m", list(dependency("acme:lib:1", ""), dependency("acme:top:1", excluded))));
      sandbox.compiled("m");
      assertThat(sandbox.fetched).as(names).isEmpty();
    }
    sandbox.write("m/pom.xml", pom("m", list(dependency("acme:top:1", ""))));
    sandbox.rejected("m");
    assertThat(sandbox.fetched).containsExactly("no:such:1");
  }
}
