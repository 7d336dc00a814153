// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.host.HostPlatform;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;

/** Which parts of libraries go into a plugin. */
class OverlayTest {

  private static final Map<String, String> LIBRARY =
      Map.of(
          "lib/Api.java",
          "package lib;\n"
              + "public class Api { public static String text() { return lib.inner.Inner.text(); }"
              + " }\n",
          "lib/inner/Inner.java",
          "package lib.inner;\n"
              + "public class Inner { public static String text() { return \"\"; } }\n",
          "lib/inner/words.txt",
          "words",
          "lib/unused/Unused.java",
          "package lib.unused;\npublic class Unused {}\n",
          "LICENSE",
          "free");

  @TempDir Path root;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(root);
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write(
        "m/src/demo/hello/User.java",
        "package demo.hello;\nclass User { String text = lib.Api.text(); }\n");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, String> exports(String version) {
    return Map.of(
        "Bundle-ManifestVersion",
        "2",
        "Bundle-SymbolicName",
        "lib",
        "Export-Package",
        "lib;version=\"" + version + "\"");
  }

  private void library(String version, Map<String, String> headers) {
    sandbox.artifact("acme", "lib", version, headers, LIBRARY);
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:" + version + "\n");
  }

  private static String imports(Path bundle) {
    return String.valueOf(Sandbox.headers(bundle).getValue("Import-Package"));
  }

  @Test
  void takesInWhatIsUsedAndTheHostDoesNotHave() {
    library("2.0", Map.of());
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle))
        .contains("lib/Api.class", "lib/inner/Inner.class", "lib/inner/words.txt")
        .doesNotContain("lib/unused/Unused.class", "LICENSE");
    assertThat(imports(bundle)).doesNotContain("lib");
  }

  /** Be it one that is not there yet. */
  @ParameterizedTest
  @ValueSource(ints = {21, 40})
  void asksForTheJavaThatALibraryNeeds(int level) {
    byte[] code =
        Javac.compile(Map.of("late/Late.java", "package late;\npublic class Late {}\n"))
            .get("late/Late.class");
    code[7] = (byte) (44 + level);
    sandbox.jarOf("repository/acme/late/1/late-1.jar", Map.of(), Map.of("late/Late.class", code));
    sandbox.write("m/src/demo/hello/User.java", "package demo.hello;\nclass User {}\n");
    sandbox.write("m/bnd.bnd", "-dependencies: acme:late:1;overlay=all\n");
    assertThat(Sandbox.headers(sandbox.compiled("m").bundle()).getValue("Require-Capability"))
        .contains("(&(osgi.ee=JavaSE)(version=" + level + "))");
  }

  @Test
  void takesInTheWholeJarIfAsked() {
    library("2.0", Map.of());
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:2.0;overlay=all\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains("lib/Api.class", "lib/unused/Unused.class", "LICENSE");
  }

  @Test
  void importsWhatTheHostHasInAVersionThatFits() {
    Path hosted = sandbox.jar("host.jar", exports("2.5.0"), LIBRARY);
    library("2.1", exports("2.1.0"));
    Path bundle = sandbox.compiled(sandbox.request(sandbox.hostWith(hosted), "m")).bundle();
    assertThat(imports(bundle)).contains("lib;version=\"[2.1,3)\"");
    assertThat(Sandbox.entries(bundle)).noneMatch(entry -> entry.startsWith("lib/"));
  }

  @Test
  void takesInAnotherMajorVersionThanTheHostHas() {
    Path hosted = sandbox.jar("host.jar", exports("3.0.0"), LIBRARY);
    library("2.1", exports("2.1.0"));
    Path bundle = sandbox.compiled(sandbox.request(sandbox.hostWith(hosted), "m")).bundle();
    assertThat(Sandbox.entries(bundle)).contains("lib/Api.class", "lib/inner/Inner.class");
    assertThat(imports(bundle)).doesNotContain("lib;");
  }

  @Test
  void takesInANewerMinorVersionThanTheHostHas() {
    Path hosted = sandbox.jar("host.jar", exports("2.0.0"), LIBRARY);
    library("2.1", exports("2.1.0"));
    Path bundle = sandbox.compiled(sandbox.request(sandbox.hostWith(hosted), "m")).bundle();
    assertThat(Sandbox.entries(bundle)).contains("lib/Api.class");
  }

  @Test
  void carriesAnOlderSnakeyamlEngineThanTheHost() {
    Path newer = TestHost.jar(Load.class);
    // The build puts it there.
    Path older = Path.of("../cnf/cache/overlay/snakeyaml-engine-2.9.jar");
    sandbox.write(
        "m/src/demo/hello/User.java",
        "package demo.hello;\n"
            + "import org.snakeyaml.engine.v2.api.*;\n"
            + "class User { Object o = new"
            + " Load(LoadSettings.builder().build()).loadFromString(\"a\"); }\n");
    sandbox.write("m/bnd.bnd", "-dependencies: org.snakeyaml:snakeyaml-engine:2.9\n");
    HostPlatform host = sandbox.hostWith(newer);
    CompileRequest request =
        sandbox.request(host, "m").withReplacement("org.snakeyaml:snakeyaml-engine", older);
    Path bundle = sandbox.compiled(request).bundle();
    assertThat(Sandbox.entries(bundle)).contains("org/snakeyaml/engine/v2/api/Load.class");
    assertThat(imports(bundle)).doesNotContain("snakeyaml");
  }

  @Test
  void bringsServicesOfALibraryWithTheirProviders() {
    Map<String, String> content = new HashMap<>(LIBRARY);
    content.put("META-INF/services/lib.Api", "# a comment\nlib.unused.Unused # another\n");
    sandbox.artifact("acme", "lib", "2.0", Map.of(), content);
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:2.0\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle)).contains("lib/unused/Unused.class");
    assertThat(Sandbox.entry(bundle, "META-INF/services/lib.Api")).isEqualTo("lib.unused.Unused\n");
  }

  @Test
  void refusesAPackageThatTheHostKeepsToItself() {
    Path hosted = sandbox.jar("host.jar", Map.of(), LIBRARY);
    String text = sandbox.text(sandbox.rejected(sandbox.request(sandbox.hostWith(hosted), "m")));
    assertThat(text)
        .isEqualTo(
            "m: error: demo.hello uses the package lib, which is inside host.jar of the host but"
                + " not exported by it");
  }

  @Test
  void refusesALibraryThatNeedsWhatNobodyHas() {
    Map<String, String> content =
        Map.of("other/Other.java", "package other;\npublic class Other {}\n");
    Map<String, byte[]> both =
        Javac.compile(
            Map.of(
                "lib/Api.java",
                "package lib;\n"
                    + "public class Api { public static String text() { return new"
                    + " other.Other().toString(); } }\n",
                "other/Other.java",
                content.get("other/Other.java")));
    Path jar =
        sandbox.jarOf("lib.jar", Map.of(), Map.of("lib/Api.class", both.get("lib/Api.class")));
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:1\n-replace: acme:lib=../lib.jar\n");
    assertThat(sandbox.rejectedText("m"))
        .startsWith(
            "m: error: lib uses the package other, which neither the JDK nor the host nor a"
                + " dependency has");

    Map<String, String> optional = Map.of("Import-Package", "other;resolution:=optional");
    sandbox.jarOf("lib.jar", optional, Map.of("lib/Api.class", both.get("lib/Api.class")));
    assertThat(imports(sandbox.compiled("m").bundle())).contains("other;resolution:=optional");
    Map<String, String> dynamic = Map.of("DynamicImport-Package", "*");
    sandbox.jarOf("lib.jar", dynamic, Map.of("lib/Api.class", both.get("lib/Api.class")));
    assertThat(imports(sandbox.compiled("m").bundle())).contains("other;resolution:=optional");
    assertThat(jar).exists();
  }

  @Test
  void refusesNativeCode() {
    Map<String, String> content = new HashMap<>(LIBRARY);
    content.put("native/linux/liblib.so", "code");
    sandbox.artifact("acme", "lib", "2.0", Map.of(), content);
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:2.0\n");
    assertThat(sandbox.rejectedText("m"))
        .contains("lib-2.0.jar: error: has native code (native/linux/liblib.so)")
        .endsWith("so let the host have it");
  }

  @Test
  void followsTheDependenciesOfALibrary() {
    sandbox.artifact(
        "acme",
        "base",
        "1.1",
        Map.of(),
        Map.of("base/Base.java", "package base;\npublic class Base {}\n"));
    library("2.0", Map.of());
    sandbox.write(
        "repository/acme/lib/2.0/lib-2.0.pom",
        """
        <project>
          <parent><groupId>acme</groupId><artifactId>parent</artifactId><version>7</version></parent>
          <artifactId>lib</artifactId>
          <version>2.0</version>
          <dependencies>
            <dependency><groupId>acme</groupId><artifactId>base</artifactId></dependency>
            <dependency>
              <groupId>acme</groupId><artifactId>gone</artifactId><version>1</version>
              <scope>test</scope>
            </dependency>
          </dependencies>
        </project>
        """);
    sandbox.write(
        "repository/acme/parent/7/parent-7.pom",
        """
        <project>
          <groupId>acme</groupId>
          <artifactId>parent</artifactId>
          <version>7</version>
          <properties><base.version>1.1</base.version></properties>
          <dependencyManagement>
            <dependencies>
              <dependency>
                <groupId>acme</groupId><artifactId>base</artifactId><version>${base.version}</version>
              </dependency>
            </dependencies>
          </dependencyManagement>
        </project>
        """);
    sandbox.write(
        "m/src/demo/hello/More.java", "package demo.hello;\nclass More { base.Base base; }\n");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle())).contains("base/Base.class");
    assertThat(sandbox.fetched).isEmpty();
  }

  @Test
  void noticesThatALibraryHasChanged() {
    library("2.0", Map.of());
    String first = sandbox.compiled("m").buildHash();
    sandbox.artifact(
        "acme",
        "lib",
        "2.0",
        Map.of(),
        Map.of(
            "lib/Api.java",
            "package lib;\n"
                + "public class Api { public static String text() { return \"changed\"; } }\n"));
    Compilation.Compiled second = sandbox.compiled("m");
    assertThat(second.buildHash()).isNotEqualTo(first);
    assertThat(List.copyOf(Sandbox.entries(second.bundle())))
        .doesNotContain("lib/inner/Inner.class");
  }

  @Test
  void bringsTheLicencesOfWhatGoesIn() {
    Map<String, String> content = new HashMap<>(LIBRARY);
    content.put("META-INF/NOTICE.txt", "thanks");
    sandbox.artifact("acme", "lib", "2.0", Map.of(), content);
    sandbox.artifact(
        "acme",
        "idle",
        "1",
        Map.of(),
        Map.of("idle/I.java", "package idle;\npublic class I {}\n", "LICENSE", "unused"));
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:2.0, acme:idle:1\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entry(bundle, "META-INF/licenses/acme_lib/LICENSE")).isEqualTo("free");
    assertThat(Sandbox.entry(bundle, "META-INF/licenses/acme_lib/NOTICE.txt")).isEqualTo("thanks");
    assertThat(Sandbox.entries(bundle)).noneMatch(entry -> entry.contains("acme_idle"));
  }

  @Test
  void takesFromAMultiReleaseJarWhatEveryJavaOfAHostTakes() {
    Map<String, byte[]> entries = new HashMap<>();
    for (int release : new int[] {8, 11, 21}) {
      String folder = release == 8 ? "" : "META-INF/versions/" + release + "/";
      String source =
          "package lib;\npublic class Api { public static String text() { return \"for "
              + release
              + "\"; } }\n";
      Javac.compile(Map.of("lib/Api.java", source))
          .forEach((path, code) -> entries.put(folder + path, code));
    }
    sandbox.jarOf("lib.jar", Map.of("Multi-Release", "true"), entries);
    sandbox.write("m/bnd.bnd", "-dependencies: acme:lib:1\n-replace: acme:lib=../lib.jar\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entry(bundle, "lib/Api.class")).contains("for 11").doesNotContain("for 8");
    assertThat(Sandbox.entries(bundle)).noneMatch(entry -> entry.contains("versions"));
  }

  @Test
  void dropsTheSignaturesOfASignedJar() {
    Map<String, String> content = new HashMap<>(LIBRARY);
    content.put("META-INF/SIGNER.SF", "Signature-Version: 1.0\n\n");
    content.put("META-INF/SIGNER.RSA", "signed");
    sandbox.artifact("acme", "lib", "2.0", Map.of(), content);
    sandbox.write(
        "m/bnd.bnd", "-dependencies: acme:lib:2.0;overlay=all\n-includeresource: @lib.jar!/**\n");
    sandbox.jar("m/lib.jar", Map.of(), content);
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains("lib/Api.class")
        .noneMatch(entry -> entry.matches("META-INF/.*\\.(SF|RSA)"));
  }
}
