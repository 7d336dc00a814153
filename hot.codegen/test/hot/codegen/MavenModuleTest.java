// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static hot.codegen.MavenPoms.child;
import static hot.codegen.MavenPoms.dependency;
import static hot.codegen.MavenPoms.list;
import static hot.codegen.MavenPoms.managed;
import static hot.codegen.MavenPoms.pom;
import static hot.codegen.MavenPoms.properties;
import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.module.Coordinates;
import hot.codegen.module.MavenRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Maven modules (semantics 28.1, 28.11; W46: builds must not need the network). */
class MavenModuleTest {

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

  private void lib(String version, String text) {
    sandbox.artifact(
        "acme",
        "lib",
        version,
        Map.of(),
        Map.of(
            "lib/Lib.java",
            "package lib;\npublic class Lib { public static String TEXT = \"" + text + "\"; }\n",
            "lib/" + text + ".txt",
            text));
  }

  private String taken() {
    return sandbox.fetched + " " + Sandbox.entries(sandbox.compiled("m").bundle());
  }

  @Test
  void letsAModuleOverrideAPropertyOfItsParent() {
    lib("1", "old");
    lib("2", "new");
    sandbox.write(
        "pom.xml",
        pom(
            "up",
            properties("<lib.version>1</lib.version>"),
            managed(dependency("acme:lib:${lib.version}", ""))));
    sandbox.write(
        "m/pom.xml",
        child(
            "m",
            "up",
            properties("<lib.version>2</lib.version>"),
            list(dependency("acme:lib", ""))));
    assertThat(taken()).contains("lib/new.txt");
  }

  @Test
  void importsListsOfVersions() {
    lib("2", "new");
    sandbox.write(
        "repository/acme/bom/7/bom-7.pom",
        "<project><groupId>acme</groupId><artifactId>bom</artifactId><version>7</version>"
            + properties("<v>2</v>")
            + managed(dependency("acme:lib:${v}", ""))
            + "</project>");
    sandbox.write(
        "m/pom.xml",
        pom(
            "m",
            managed(dependency("acme:bom:7", "<type>pom</type><scope>import</scope>")),
            list(dependency("acme:lib", ""))));
    assertThat(taken()).contains("lib/new.txt");
  }

  @Test
  void appliesManagedVersionsToWhatLibrariesDependOn() {
    lib("1", "old");
    lib("2", "new");
    sandbox.artifact(
        "acme", "top", "1", Map.of(), Map.of("top/T.java", "package top;\npublic class T {}\n"));
    sandbox.write(
        "repository/acme/top/1/top-1.pom",
        "<project><groupId>acme</groupId><artifactId>top</artifactId><version>1</version>"
            + list(dependency("acme:lib:1", ""))
            + "</project>");
    sandbox.write(
        "m/pom.xml",
        pom("m", managed(dependency("acme:lib:2", "")), list(dependency("acme:top:1", ""))));
    assertThat(taken()).contains("lib/new.txt");
  }

  @Test
  void knowsTheScopes() {
    lib("1", "old");
    sandbox.artifact(
        "acme",
        "driver",
        "1",
        Map.of(),
        Map.of("driver/D.java", "package driver;\npublic class D {}\n"));
    sandbox.artifact(
        "acme",
        "given",
        "1",
        Map.of(
            "Bundle-ManifestVersion", "2",
            "Bundle-SymbolicName", "given",
            "Export-Package", "given;version=1.3"),
        Map.of("given/G.java", "package given;\npublic class G {}\n"));
    sandbox.write(
        "m/src/main/java/demo/hello/V.java", "package demo.hello;\nclass V { given.G g; }\n");
    sandbox.write(
        "m/pom.xml",
        pom(
            "m",
            managed(dependency("no:managed:1", "<scope>test</scope>")),
            list(
                dependency("acme:lib:1", "<optional>true</optional>"),
                dependency("no:tests:1", "<scope>test</scope>"),
                dependency("no:managed", ""),
                dependency("acme:driver:1", "<scope>runtime</scope>"),
                dependency("acme:given:1", "<scope>provided</scope>"),
                dependency("hotbus:bus.api:9", "<scope>provided</scope>"))));
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entries(bundle))
        .contains("lib/Lib.class", "driver/D.class")
        .doesNotContain("given/G.class");
    assertThat(Sandbox.headers(bundle).getValue("Import-Package"))
        .contains("given;version=\"[1.3,2)\"");
    assertThat(sandbox.fetched).isEmpty();
  }

  @Test
  void compilesAgainstAJarOfTheScopeSystemAndImportsIt() {
    sandbox.jar(
        "m/lib/given.jar",
        Map.of("Export-Package", "given;version=1.3", "Bundle-SymbolicName", "given"),
        Map.of("given/G.java", "package given;\npublic class G {}\n"));
    sandbox.write(
        "m/src/main/java/demo/hello/User.java",
        "package demo.hello;\nclass User extends given.G {}\n");
    String scope = "<scope>system</scope><systemPath>${project.basedir}/lib/%s.jar</systemPath>";
    sandbox.write(
        "m/pom.xml", pom("m", list(dependency("acme:given:1", scope.formatted("given")))));
    Compilation.Compiled compiled = sandbox.compiled("m");
    assertThat(compiled.warnings()).isEmpty();
    assertThat(Sandbox.entries(compiled.bundle())).doesNotContain("given/G.class");
    assertThat(Sandbox.headers(compiled.bundle()).getValue("Import-Package"))
        .contains("given;version=\"[1.3,2)\"");
    assertThat(compiled.inputs().concerns(root.resolve("m/lib/given.jar"))).isTrue();
    sandbox.write("m/pom.xml", pom("m", list(dependency("acme:given:1", scope.formatted("no")))));
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/pom.xml:1: error: the dependency acme:given:1 has the scope system, but there is no"
                + " file m/lib/no.jar");
  }

  @Test
  void takesModulesOfTheSameBuildFromTheirSources() {
    sandbox.write(
        "lib/src/main/java/lib/Lib.java",
        "package lib;\npublic class Lib { public static String TEXT = \"\"; }\n");
    sandbox.write(
        "pom.xml", pom("up", "<modules><module>m</module><module>lib</module></modules>"));
    sandbox.write("lib/pom.xml", child("lib", "up"));
    sandbox.write("m/pom.xml", child("m", "up", list(dependency("demo:lib:1.0", ""))));
    assertThat(taken()).startsWith("[] ").contains("lib/Lib.class");
    assertThat(sandbox.compiled("m").inputs().concerns(root.resolve("lib/src/main/java/x/X.java")))
        .isTrue();
  }

  @Test
  void refusesARangeOfVersions() {
    sandbox.write("m/pom.xml", pom("m", list(dependency("acme:lib:[1,2)", ""))));
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/pom.xml:1: error: the dependency acme:lib has the version range [1,2); name a plain"
                + " version there, or of a library's dependency in your own build file");
  }

  @Test
  void refusesAParentThatNobodyHas() {
    sandbox.write("m/pom.xml", child("m", "gone"));
    assertThat(sandbox.rejectedText("m"))
        .contains(
            "m/pom.xml: error: the parent demo:gone:1.0 is not in repository and was not fetched");
  }

  @Test
  void warnsOfWhatHasAClassifier() {
    lib("1", "old");
    sandbox.write(
        "m/pom.xml",
        pom(
            "m",
            list(
                dependency("acme:lib:1", ""),
                dependency("acme:x:1", "<classifier>linux</classifier>"))));
    assertThat(sandbox.text(sandbox.compiled("m").warnings()))
        .contains(
            "m/pom.xml:2: warning: the dependency acme:x has a type or a classifier and is not"
                + " used");
  }

  @Test
  void asksMavenForWhatOnlyMavenUnderstands() throws IOException {
    lib("2", "new");
    sandbox.write(
        "m/pom.xml",
        pom(
            "m",
            "<profiles><profile><id>p</id>"
                + list(dependency("acme:lib:${env.V}", ""))
                + "</profile></profiles>"));
    List<Path> asked = new ArrayList<>();
    MavenRepository.Fetcher maven =
        new MavenRepository.Fetcher() {
          @Override
          public Optional<String> fetch(Coordinates name, String version, String type) {
            return Optional.of("no");
          }

          @Override
          public Optional<String> effectivePom(Path project, Path into) {
            asked.add(project);
            sandbox.write(
                root.relativize(into).toString(), pom("m", list(dependency("acme:lib:2", ""))));
            return Optional.empty();
          }
        };
    for (int i = 0; i < 2; i++) {
      try (PluginCompiler compiler =
          new PluginCompiler(new MavenRepository(sandbox.repository(), maven))) {
        assertThat(compiler.compile(sandbox.request("m"))).isInstanceOf(Compilation.Compiled.class);
      }
    }
    assertThat(asked).containsExactly(root.resolve("m/pom.xml"));
    Files.writeString(root.resolve("m/pom.xml"), pom("m", "<profiles/>"));
    assertThat(sandbox.rejectedText("m")).contains("package lib does not exist");
  }

  @Test
  void saysWhyMavenHadToBeAskedAndWhatItSaid() {
    sandbox.write("m/pom.xml", pom("m", list(dependency("acme:lib:${no.such}", ""))));
    assertThat(sandbox.rejectedText("m"))
        .isEqualTo(
            "m/pom.xml: error: only Maven understands the property in ${no.such}, and it failed:"
                + " there is no Maven");
  }

  @Test
  @Tag("slow")
  void readsAProfileByTheMavenOfTheUser() {
    lib("2", "new");
    sandbox.write(
        "m/pom.xml",
        pom(
                "m",
                "<profiles><profile><id>p</id><activation><activeByDefault>true</activeByDefault></activation>"
                    + properties("<maven.compiler.release>17</maven.compiler.release>")
                    + list(dependency("org.jspecify:jspecify:1.0.0", ""))
                    + "</profile></profiles>")
            .replace("<project>", "<project><modelVersion>4.0.0</modelVersion>"));
    sandbox.write(
        "m/src/main/java/demo/hello/User.java",
        "package demo.hello;\nclass User { @org.jspecify.annotations.Nullable String text; }\n");
    try (PluginCompiler compiler = new PluginCompiler()) {
      Compilation result = compiler.compile(sandbox.request("m"));
      assertThat(result)
          .withFailMessage(() -> String.valueOf(result))
          .isInstanceOf(Compilation.Compiled.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void compilesForTheReleaseThatAModuleAsksFor() {
    lib("1", "old");
    sandbox.write(
        "m/pom.xml",
        pom(
            "m",
            properties(
                "<java.version>99</java.version>",
                "<maven.compiler.release>${java.version}</maven.compiler.release>"),
            list(dependency("acme:lib:1", ""))));
    assertThat(sandbox.rejectedText("m"))
        .contains("m: error: this Java (")
        .contains("can not compile for Java 99");
    assertThat(sandbox.compiled(sandbox.request("m").withRelease(17)).pluginId()).isEqualTo("m");
  }
}
