// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.PluginConstants;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms of modules, and how they refer to each other. */
class ModulesTest {

  private static final String WORDS =
      "package words;\npublic class Words { public static String hello() { return \"hello\"; } }\n";
  private static final String USER =
      "package demo.hello;\nclass User { String text = words.Words.hello(); }\n";

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
  void readsABareDirectory() {
    sandbox.write("bare/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("bare/demo/hello/text.txt", "text");
    sandbox.write("bare/bin/demo/hello/Broken.java", "broken");
    Compilation.Compiled plugin = sandbox.compiled("bare");
    assertThat(plugin.pluginId()).isEqualTo("bare");
    assertThat(plugin.version()).isEqualTo("1.0.0");
    assertThat(Sandbox.entries(plugin.bundle())).contains("demo/hello/text.txt");
  }

  @Test
  void readsTheLayoutOfMaven() {
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/main/resources/demo/hello/text.txt", "text");
    sandbox.write("m/src/test/java/demo/hello/Broken.java", "broken");
    assertThat(Sandbox.entries(sandbox.compiled("m").bundle()))
        .contains("demo/hello/Hello.class", "demo/hello/text.txt");
  }

  @Test
  void readsAMavenModule() {
    sandbox.write("m/src/main/java/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/main/java/demo/hello/User.java", USER);
    sandbox.artifact("acme", "words", "1.4", Map.of(), Map.of("words/Words.java", WORDS));
    sandbox.write(
        "m/pom.xml",
        """
        <project>
          <groupId>demo</groupId>
          <artifactId>mail</artifactId>
          <version>2.1-SNAPSHOT</version>
          <properties><words.version>1.4</words.version></properties>
          <dependencies>
            <dependency>
              <groupId>acme</groupId><artifactId>words</artifactId><version>${words.version}</version>
            </dependency>
            <dependency>
              <groupId>no</groupId><artifactId>tests</artifactId><version>1</version>
              <scope>test</scope>
            </dependency>
          </dependencies>
        </project>
        """);
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.pluginId()).isEqualTo("mail");
    assertThat(plugin.version()).isEqualTo("2.1-SNAPSHOT");
    assertThat(Sandbox.headers(plugin.bundle()).getValue("Bundle-Version"))
        .isEqualTo("2.1.0.SNAPSHOT");
    assertThat(Sandbox.entries(plugin.bundle())).contains("words/Words.class");
  }

  @Test
  void takesIdAndVersionFromHeadersAndFromTheRequest() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write(
        "m/bnd.bnd",
        "Bundle-SymbolicName: some.name\n"
            + "Hotbus-Plugin-Id: acme/mail\n"
            + "Hotbus-Plugin-Version: 4.0.0\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(plugin.pluginId()).isEqualTo("acme/mail");
    assertThat(plugin.version()).isEqualTo("4.0.0");
    var headers = Sandbox.headers(plugin.bundle());
    assertThat(headers.getValue(PluginConstants.HEADER_ID)).isEqualTo("acme/mail");
    assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("acme.mail");

    CompileRequest request = sandbox.request("m").withPluginId("other").withVersion("5.0.0");
    assertThat(sandbox.compiled(request))
        .extracting(Compilation.Compiled::pluginId, Compilation.Compiled::version)
        .containsExactly("other", "5.0.0");
  }

  @Test
  void replacesADependencyByARelativePath() {
    sandbox.write("plugins/mail/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("plugins/mail/src/demo/hello/User.java", USER);
    sandbox.write("shared/words/src/words/Words.java", WORDS);
    sandbox.write(
        "plugins/mail/bnd.bnd",
        "-dependencies: demo:words:1.0.0\n-replace: demo:words=../../shared/words\n");
    Compilation.Compiled plugin = sandbox.compiled("plugins/mail");
    assertThat(plugin.pluginId()).isEqualTo("mail");
    assertThat(Sandbox.entries(plugin.bundle())).contains("words/Words.class");
    assertThat(sandbox.fetched).isEmpty();
  }

  @Test
  void replacesWhatADependencyPullsIn() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("middle/src/middle/Middle.java", "package middle;\npublic class Middle {}\n");
    sandbox.write("middle/bnd.bnd", "-dependencies: demo:words:1.0.0\n");
    sandbox.write("words/src/words/Words.java", WORDS);
    sandbox.write("m/bnd.bnd", "-dependencies: demo:middle:1\n-replace: demo:middle=../middle\n");
    CompileRequest request =
        sandbox.request("m").withReplacement("demo:words", root.resolve("words"));
    assertThat(Sandbox.entries(sandbox.compiled(request).bundle()))
        .contains("middle/Middle.class", "words/Words.class");
  }

  @Test
  void prefersTheReplacementOfTheRequest() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../gone\n");
    Path jar = sandbox.jar("words.jar", Map.of(), Map.of("words/Words.java", WORDS));
    CompileRequest request = sandbox.request("m").withReplacement("demo:words", jar);
    assertThat(Sandbox.entries(sandbox.compiled(request).bundle())).contains("words/Words.class");
  }

  @Test
  void warnsOfAReplacementThatReplacesNothing() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/bnd.bnd", "-replace: demo:words=../words\n");
    assertThat(sandbox.text(sandbox.compiled("m").warnings()))
        .contains("warning: replaces demo:words, on which nothing depends");
  }

  @Test
  void findsSiblingsAndBundlesOfTheHostOnTheBuildPath() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/demo/hello/User.java", USER);
    sandbox.write("words/src/words/Words.java", WORDS);
    sandbox.write("words/bnd.bnd", "Bundle-Version: 1.0.0\n");
    sandbox.write(
        "m/bnd.bnd", "-buildpath: bus.api;version=project, words;version=latest, nowhere\n");
    Compilation.Compiled plugin = sandbox.compiled("m");
    assertThat(Sandbox.entries(plugin.bundle())).contains("words/Words.class");
    assertThat(sandbox.text(plugin.warnings()))
        .isEqualTo(
            "m/bnd.bnd: warning: -buildpath: nowhere is neither a bundle of the host nor a"
                + " directory beside this module; name an artifact in -dependencies instead");
  }

  @Test
  void registersFactoriesOfListedModulesOnly() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("words/src/demo/words/Words.java", AllForms.CONTROLLER);
    sandbox.write("words/src/demo/words/Written.java", AllForms.FACTORY);
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    Compilation.Compiled one = sandbox.compiled("m");
    assertThat(one.factories()).hasSize(1);
    assertThat(Sandbox.entries(one.bundle())).contains("demo/words/Words.class");
    Compilation.Compiled both = sandbox.compiled("m", "words");
    assertThat(both.factories().stream().map(factory -> factory.type().qualified()))
        .containsExactly(
            "demo.hello.HelloFactory", "demo.words.WordsFactory", "demo.words.Written");
    assertThat(both.pluginId()).isEqualTo("m");
  }

  @Test
  void mergesTheServicesOfAllModules() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/META-INF/services/java.lang.Runnable", "demo.hello.One # first");
    sandbox.write("words/src/words/Words.java", WORDS);
    sandbox.write("words/src/META-INF/services/java.lang.Runnable", "words.Two\n");
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    assertThat(
            Sandbox.entry(sandbox.compiled("m").bundle(), "META-INF/services/java.lang.Runnable"))
        .isEqualTo("demo.hello.One\nwords.Two\n");
  }

  @Test
  void keepsTheLicencesOfModulesApart() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/LICENSE", "mine");
    sandbox.write("words/src/words/Words.java", WORDS);
    sandbox.write("words/src/LICENSE", "theirs");
    sandbox.write("words/src/META-INF/NOTICE.md", "made by them");
    sandbox.write("m/bnd.bnd", "-dependencies: demo:words:1\n-replace: demo:words=../words\n");
    Path bundle = sandbox.compiled("m").bundle();
    assertThat(Sandbox.entry(bundle, "LICENSE")).isEqualTo("mine");
    assertThat(Sandbox.entry(bundle, "META-INF/licenses/words/LICENSE")).isEqualTo("theirs");
    assertThat(Sandbox.entry(bundle, "META-INF/licenses/words/NOTICE.md"))
        .isEqualTo("made by them");
    assertThat(Sandbox.entries(bundle)).doesNotContain("META-INF/NOTICE.md");
  }

  @Test
  void refusesTwoModulesWithDifferentResourcesOfOneName() {
    sandbox.write("m/src/demo/hello/Hello.java", Sandbox.CONTROLLER);
    sandbox.write("m/src/settings.txt", "a");
    sandbox.write("words/src/demo/words/Written.java", AllForms.FACTORY);
    sandbox.write("words/src/settings.txt", "b");
    assertThat(sandbox.rejectedText("m", "words"))
        .isEqualTo("words/src/settings.txt: error: another module has a different settings.txt");
  }
}
