// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries, and plugins that are compiled against them. */
final class LibraryTest {

  private static final String NEEDS_IT =
      """
      Hotbus-Plugin-Id: demo.hello
      -dependencies: demo:words:1.0.0;scope=provided
      -replace: demo:words=../words
      """;

  private static final String USES_IT =
      """
      package demo.hello;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;
      import bus.api.controller.Resolves;
      import demo.words.Say;

      @ControllerType(id = "demo/hello", version = "1.0.0")
      public final class Hello implements Controller {
        Hello() {}

        @Resolves
        String say(Say what) {
          return what.word();
        }
      }
      """;

  @TempDir Path folder;
  private Sandbox sandbox;

  @BeforeEach
  void open() {
    sandbox = new Sandbox(folder);
  }

  @AfterEach
  void close() throws Exception {
    sandbox.close();
  }

  private void writeLibrary(String version) {
    sandbox.write("words/bnd.bnd", "Bundle-SymbolicName: demo.words\nBundle-Version: 1.0.0\n");
    sandbox.write(
        "words/src/demo/words/Say.java",
        "package demo.words;\n"
            + "public record Say(String word) implements bus.api.directive.Directive<String> {}\n");
    sandbox.write(
        "words/src/demo/words/package-info.java",
        "@org.osgi.annotation.bundle.Export\n"
            + "@org.osgi.annotation.versioning.Version(\""
            + version
            + "\")\n"
            + "package demo.words;\n");
  }

  @Test
  void makesABundleWithoutActivatorOfAModuleThatOnlyExports() {
    writeLibrary("1.2.0");

    Compilation.Compiled library = sandbox.compiled("words");

    assertThat(library.factories()).isEmpty();
    assertThat(library.pluginId()).isEqualTo("demo.words");
    Attributes headers = Sandbox.headers(library.bundle());
    assertThat(headers.getValue("Export-Package")).contains("demo.words").contains("1.2.0");
    assertThat(headers.getValue("Bundle-Activator")).isNull();
    assertThat(headers.getValue("Hotbus-Build-Hash")).isEqualTo(library.buildHash());
  }

  @Test
  void importsWhatAProvidedLibraryExportsAndContainsNothingOfIt() {
    writeLibrary("1.2.0");
    sandbox.write("hello/bnd.bnd", NEEDS_IT);
    sandbox.write("hello/src/demo/hello/Hello.java", USES_IT);

    Path bundle = sandbox.compiled("hello").bundle();

    assertThat(Sandbox.entries(bundle)).noneMatch(entry -> entry.startsWith("demo/words/"));
    assertThat(Sandbox.headers(bundle).getValue("Import-Package"))
        .contains("demo.words;version=\"[1.2,2)\"");
  }

  @Test
  void makesAnotherBuildWhenAProvidedLibraryHasChanged() {
    writeLibrary("1.2.0");
    sandbox.write("hello/bnd.bnd", NEEDS_IT);
    sandbox.write("hello/src/demo/hello/Hello.java", USES_IT);
    String library = sandbox.compiled("words").buildHash();
    Compilation.Compiled first = sandbox.compiled("hello");
    String libraries = Sandbox.headers(first.bundle()).getValue("Hotbus-Libraries");
    Compilation.Compiled same = sandbox.compiled("hello");
    sandbox.write(
        "words/src/demo/words/Other.java", "package demo.words;\npublic class Other {}\n");

    Compilation.Compiled second = sandbox.compiled("hello");

    assertThat(libraries).isEqualTo("demo.words;build=" + library);
    assertThat(same.unchanged()).isTrue();
    assertThat(second.buildHash()).isNotEqualTo(first.buildHash());
  }

  @Test
  void makesAnotherBuildWhenAProvidedJarHasChanged() {
    sandbox.write(
        "hello/bnd.bnd",
        "-dependencies: demo:words:1.0.0;scope=provided\n-replace: demo:words=../words.jar\n");
    sandbox.write("hello/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.jar("words.jar", Map.of("Bundle-SymbolicName", "demo.words; a=b"), Map.of());
    Compilation.Compiled first = sandbox.compiled("hello");
    String libraries = Sandbox.headers(first.bundle()).getValue("Hotbus-Libraries");
    sandbox.jar("words.jar", Map.of("Bundle-SymbolicName", "demo.words; a=c"), Map.of());

    Compilation.Compiled second = sandbox.compiled("hello");

    assertThat(libraries).startsWith("demo.words;build=");
    assertThat(second.buildHash()).isNotEqualTo(first.buildHash());
  }

  @Test
  void closesAJarThatWasDeletedMeanwhile() throws Exception {
    sandbox.write(
        "hello/bnd.bnd", "-dependencies: demo:words:1.0.0\n-replace: demo:words=../words.jar\n");
    sandbox.write("hello/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    Path jar =
        sandbox.jar("words.jar", Map.of(), Map.of("W", "package demo.words;\npublic class W {}"));
    sandbox.compiled("hello");
    Files.delete(jar);

    sandbox.close();

    sandbox.jar("words.jar", Map.of(), Map.of("W", "package demo.words;\npublic class W {}"));
    sandbox.compiled("hello");
  }

  @Test
  void warnsOfAnExportedPackageOfAModuleThatIsContained() {
    writeLibrary("1.2.0");
    sandbox.write("hello/bnd.bnd", NEEDS_IT.replace(";scope=provided", ""));
    sandbox.write("hello/src/demo/hello/Hello.java", USES_IT);

    Compilation.Compiled hello = sandbox.compiled("hello");

    assertThat(sandbox.text(hello.warnings()))
        .contains("words/src/demo/words/package-info.java")
        .contains("the package demo.words is exported, but words is contained in this plugin")
        .contains("scope=provided");
  }

  @Test
  void tellsTheProblemsOfAProvidedLibrary() {
    writeLibrary("1.0.0");
    sandbox.write(
        "words/src/demo/words/Bad.java", "package demo.words;\nclass Bad { int x = \"\"; }\n");
    sandbox.write("hello/bnd.bnd", NEEDS_IT);
    sandbox.write("hello/src/demo/hello/Hello.java", USES_IT);

    assertThat(sandbox.rejectedText("hello")).contains("words/src/demo/words/Bad.java:2:");
  }

  @Test
  void refusesLibrariesThatProvideEachOther() {
    writeLibrary("1.0.0");
    sandbox.write(
        "words/bnd.bnd",
        "-dependencies: demo:other:1.0.0;scope=provided\n-replace: demo:other=../other\n");
    sandbox.write(
        "other/bnd.bnd",
        "-dependencies: demo:words:1.0.0;scope=provided\n-replace: demo:words=../words\n");
    sandbox.write("other/src/demo/other/O.java", "package demo.other;\npublic class O {}\n");
    sandbox.write("hello/bnd.bnd", NEEDS_IT);
    sandbox.write("hello/src/demo/hello/Hello.java", USES_IT);

    assertThat(sandbox.rejectedText("hello")).contains("depends on itself");
  }

  @Test
  void refusesAModuleWithNeitherFactoryNorExportedPackage() {
    sandbox.write("empty/src/demo/E.java", "package demo;\npublic class E {}\n");

    assertThat(sandbox.rejectedText("empty"))
        .contains("no controller factory and no exported package")
        .contains("empty/src");
  }
}
