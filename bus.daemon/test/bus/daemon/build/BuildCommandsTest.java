// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import static org.assertj.core.api.Assertions.assertThat;

import bus.daemon.RealCli;
import bus.daemon.cli.StopRequest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code compile} and {@code codegen}, with the compiler and what the real distribution offers. */
@Timeout(120)
final class BuildCommandsTest {
  private static final String SOURCE =
      """
      package hello;

      import bus.api.controller.Controller;
      import bus.api.controller.ControllerType;
      import org.slf4j.LoggerFactory;

      @ControllerType(id = "test/hello", version = "1.2.3")
      public final class Hello implements Controller {
        public record Config(String greeting) {}

        Hello(Config config) {
          LoggerFactory.getLogger(Hello.class).info(config.greeting());
        }
      }
      """;

  @TempDir Path folder;
  private Path source;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeModule() throws IOException {
    source = folder.resolve("hello/src/hello/Hello.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, SOURCE);
  }

  @Test
  void namesAMisspeltOptionRatherThanTheOneThatIsMissing() {
    assertThat(run("compile", "hello", "--optput", "x")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "hotbus: unknown option --optput, did you mean --output?; see hotbus compile --help");
  }

  private int run(String... arguments) {
    return new RealCli(
            folder,
            out,
            err,
            new StopRequest(),
            List.of(new CompileCommand(), new CodegenCommand()))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void compilesAModuleToAFileAndSaysWhatItMade() throws Exception {
    assertThat(run("compile", "hello", "-o", "x.jar", "--plugin-id=acme", "--plugin-version=7.0.0"))
        .as(err())
        .isZero();
    assertThat(out().lines()).first().isEqualTo("x.jar");
    assertThat(out())
        .contains("plugin      acme 7.0.0", "factories   test/hello 1.2.3", "build hash", "time");
    try (JarFile jar = new JarFile(folder.resolve("x.jar").toFile())) {
      Attributes main = jar.getManifest().getMainAttributes();
      assertThat(main.getValue("Hotbus-Plugin-Id")).isEqualTo("acme");
      assertThat(main.getValue("Hotbus-Plugin-Version")).isEqualTo("7.0.0");
      assertThat(out()).contains(main.getValue("Hotbus-Build-Hash"));
      assertThat(main.getValue("Import-Package"))
          .contains("org.slf4j")
          .contains("bus.api.controller");
    }
  }

  @Test
  void namesTheFileInAFolderByModuleAndHashAndKnowsItAgain() throws Exception {
    assertThat(run("compile", "hello", "-o", "plugins")).as(err()).isZero();
    String first = out().lines().findFirst().orElseThrow();
    assertThat(first).matches("plugins.hello-[0-9a-f]+\\.jar");
    out.reset();
    assertThat(run("compile", "hello", "-o", "plugins")).isZero();
    assertThat(out().lines()).first().isEqualTo(first + " (unchanged)");
    try (var files = Files.list(folder.resolve("plugins"))) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void showsACompileErrorWithItsPlaceLineAndCaret() throws Exception {
    Files.writeString(source, SOURCE.replace("config.greeting()", "config.greting()"));
    assertThat(run("compile", "hello", "-o", "x.jar")).isEqualTo(1);
    List<String> lines = err().lines().toList();
    Path shown = Path.of("hello", "src", "hello", "Hello.java");
    assertThat(lines)
        .first()
        .asString()
        .startsWith(shown + ":12:")
        .contains("error: cannot find symbol");
    int line = lines.indexOf("    LoggerFactory.getLogger(Hello.class).info(config.greting());");
    assertThat(line).isPositive();
    assertThat(lines.get(line + 1)).matches(" +\\^");
    assertThat(lines.get(line + 1).indexOf('^')).isEqualTo(lines.get(line).indexOf(".greting"));
    assertThat(lines.get(lines.size() - 1))
        .isEqualTo("hotbus: 1 error in hello, nothing was written; see above");
    assertThat(folder.resolve("x.jar")).doesNotExist();
  }

  @Test
  void printsJsonForAPluginAndForErrors() throws Exception {
    assertThat(run("compile", "hello", "-o", "x.jar", "--json")).as(err()).isZero();
    assertThat(fields(out()))
        .containsEntry("compiled", "true")
        .containsEntry("plugin", "hello")
        .containsEntry("bundle", folder.resolve("x.jar").toString())
        .containsEntry("id", "test/hello");
    out.reset();
    Files.writeString(source, SOURCE.replace("Config config", "Config"));
    assertThat(run("compile", "hello", "-o", "x.jar", "--json")).isEqualTo(1);
    assertThat(fields(out()))
        .containsEntry("compiled", "false")
        .containsEntry("severity", "error")
        .containsEntry("line", "11");
    assertThat(err()).isEmpty();
  }

  /** Returns the first value of each field, whatever object it is in. */
  private static Map<String, String> fields(String text) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        if (json.currentToken().isScalarValue() && json.currentName() != null) {
          fields.putIfAbsent(json.currentName(), json.getText());
        }
      }
    }
    return fields;
  }

  @Test
  void generatesSourcesAndStops() throws Exception {
    assertThat(run("codegen", "hello", "-o", "gen")).as(err()).isZero();
    assertThat(folder.resolve("gen/hello/HelloFactory.java")).content().contains("test/hello");
    assertThat(out()).startsWith("gen" + System.lineSeparator()).contains("HelloFactory.java");
    out.reset();
    assertThat(run("codegen", "hello", "-o", "gen")).isZero();
    assertThat(out()).startsWith("gen (unchanged)");
    try (var files = Files.walk(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".jar"));
    }
  }

  @Test
  void printsJsonForGeneratedSourcesAndForErrors() throws Exception {
    assertThat(run("codegen", "hello", "-o", "gen", "--json")).as(err()).isZero();
    assertThat(out())
        .contains("\"generated\" : true")
        .contains("\"folder\" : \"" + folder.resolve("gen") + "\"")
        .contains("\"sources\" : [ \"hello/plugin/Activator.java\", \"hello/HelloFactory.java\" ]")
        .contains("\"id\" : \"test/hello\"", "\"unchanged\" : false", "\"problems\" : [ ]");
    out.reset();
    Files.writeString(source, "class {");
    assertThat(run("codegen", "hello", "-o", "gen", "--json")).isEqualTo(1);
    assertThat(out()).contains("\"generated\" : false", "\"line\" : 1", "<identifier> expected");
    assertThat(err()).isEmpty();
  }

  @Test
  void saysThatAModuleIsMissing() {
    assertThat(run("compile", "nope", "-o", "x.jar")).isEqualTo(1);
    assertThat(err()).contains("nope: error: the module does not exist");
    err.reset();
    assertThat(run("codegen", "nope", "-o", "gen")).isEqualTo(1);
    assertThat(err()).contains("nope: error: the module does not exist");
    assertThat(folder.resolve("gen")).doesNotExist();
  }

  @Test
  void refusesWrongUsageInOneLine() {
    assertThat(run("compile", "hello")).isEqualTo(2);
    assertThat(err()).contains("--output").contains("see hotbus compile --help").hasLineCount(1);
    err.reset();
    assertThat(run("compile", "-o", "x.jar")).isEqualTo(2);
    assertThat(err()).contains("MODULE").hasLineCount(1);
    err.reset();
    assertThat(run("compile", "hello", "-o", "x.jar", "--replace", "foo")).isEqualTo(2);
    assertThat(err()).contains("--replace").contains("foo").hasLineCount(1);
  }
}
