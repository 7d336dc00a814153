// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.module.ModuleInputs;
import hot.codegen.module.ModuleInputs.Folder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an output depends on (semantics 28.20, W47). */
class ModuleInputsTest {

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private ModuleInputs inputs() {
    return sandbox.compiler.compile(sandbox.request("m")).inputs();
  }

  private boolean concerns(ModuleInputs inputs, String path) {
    return inputs.concerns(root.resolve(path));
  }

  @Test
  void areSourcesAndBuildFilesThereOrNot() {
    ModuleInputs inputs = inputs();
    assertThat(inputs.folders()).containsExactly(new Folder(root.resolve("m/src"), false));
    assertThat(concerns(inputs, "m/src/demo/hello/New.java")).isTrue();
    assertThat(concerns(inputs, "m/src/demo/other")).isTrue();
    assertThat(concerns(inputs, "m/bnd.bnd")).isTrue();
    assertThat(concerns(inputs, "m/pom.xml")).isTrue();
    assertThat(concerns(inputs, "m/src/main/java")).isTrue();
    assertThat(concerns(inputs, "m/src/demo/.Hello.java.swp")).isFalse();
    assertThat(concerns(inputs, "m/src/demo/Hello.java~")).isFalse();
    assertThat(concerns(inputs, "m/README.md")).isFalse();
    assertThat(concerns(inputs, "out/x.jar")).isFalse();
    assertThat(inputs.directories()).contains(root, root.resolve("m"), root.resolve("m/src"));
  }

  @Test
  void leaveOutTheOutputsOfABareModule() {
    sandbox.write("bare/demo/hello/Hello.java", Sandbox.CONTROLLER);
    ModuleInputs inputs = sandbox.compiled("bare").inputs();
    assertThat(inputs.folders()).containsExactly(new Folder(root.resolve("bare"), true));
    assertThat(concerns(inputs, "bare/demo/hello/New.java")).isTrue();
    assertThat(concerns(inputs, "bare/pom.xml")).isTrue();
    assertThat(concerns(inputs, "bare/bin/demo/hello/Hello.class")).isFalse();
    assertThat(concerns(inputs, "bare/README.md")).isFalse();
    assertThat(concerns(inputs, "bare/META-INF/maven/g/a/pom.xml")).isFalse();
    assertThat(concerns(inputs, "bare/META-INF/services/x.Y")).isTrue();
  }

  @Test
  void areIncludedFilesReplacementsAndWhatTheyDependOn() {
    sandbox.write(
        "m/bnd.bnd",
        """
        -include: ../common.bnd
        -includeresource: licences=../licences, @../tools.jar!/a/*, readme.txt=../README.txt
        -dependencies: demo:words:1, acme:lib:1, acme:base:2;scope=provided
        -replace: demo:words=../words, acme:lib=../lib.jar, acme:base=../base
        """);
    sandbox.write("common.bnd", "Bundle-Vendor: demo\n");
    sandbox.write("licences/lib.txt", "free\n");
    sandbox.write("README.txt", "read\n");
    sandbox.jar("tools.jar", Map.of(), Map.of("a/T.java", "package a;\npublic class T {}\n"));
    sandbox.jar("lib.jar", Map.of(), Map.of());
    sandbox.write("words/src/words/W.java", "package words;\nclass W {}\n");
    sandbox.write("base/src/base/B.java", "package base;\npublic class B {}\n");
    sandbox.write("base/bnd.bnd", "Export-Package: base;version=1.0.0\n");
    ModuleInputs inputs = sandbox.compiled("m").inputs();
    assertThat(inputs.folders())
        .extracting(Folder::path)
        .containsExactly(
            root.resolve("base/src"),
            root.resolve("licences"),
            root.resolve("m/src"),
            root.resolve("words/src"));
    assertThat(inputs.files())
        .contains(
            root.resolve("common.bnd"),
            root.resolve("README.txt"),
            root.resolve("tools.jar"),
            root.resolve("lib.jar"),
            root.resolve("words/bnd.bnd"),
            root.resolve("base/bnd.bnd"));
  }

  @Test
  void areKnownOfWhatWasRejected() {
    sandbox.write("pom.xml", "<project><groupId>g</groupId><artifactId>p</artifactId></project>");
    sandbox.write(
        "m/pom.xml",
        """
        <project>
          <parent><groupId>g</groupId><artifactId>p</artifactId><version>1</version></parent>
          <artifactId>m</artifactId>
          <dependencies>
            <dependency><groupId>acme</groupId><artifactId>lib</artifactId><version>1</version></dependency>
          </dependencies>
        </project>
        """);
    Compilation result = sandbox.compiler.compile(sandbox.request("m"));
    assertThat(result).isInstanceOf(Compilation.Rejected.class);
    assertThat(result.inputs().files())
        .contains(root.resolve("m/pom.xml"), root.resolve("pom.xml"))
        .contains(root.resolve("repository/acme/lib/1/lib-1.jar"));
    assertThat(concerns(result.inputs(), "m/src/demo/hello/Hello.java")).isTrue();
  }

  @Test
  void areThePathsThatDoNotExist() {
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    Compilation result = sandbox.compiler.compile(sandbox.request("m"));
    assertThat(result).isInstanceOf(Compilation.Rejected.class);
    assertThat(concerns(result.inputs(), "words")).isTrue();
  }
}
