// SPDX-License-Identifier: Apache-2.0
package bus.daemon.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.RealCli;
import bus.daemon.cli.StopRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code hotbus dev} with the real distribution, as a person uses it without a terminal. */
@Timeout(180)
final class DevCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();
  private CompletableFuture<Integer> code = CompletableFuture.completedFuture(0);

  @BeforeEach
  void writeModules() throws IOException {
    folder = folder.toRealPath();
    write("words/bnd.bnd", "Bundle-SymbolicName: test.words\nBundle-Version: 1.0.0\n");
    write(
        "words/src/words/Words.java",
        "package words;\n\n"
            + "public class Words {\n"
            + "  public static String word() { return \"one\"; }\n"
            + "}\n");
    write(
        "words/src/words/package-info.java",
        "@org.osgi.annotation.bundle.Export\n"
            + "@org.osgi.annotation.versioning.Version(\"1.0.0\")\n"
            + "package words;\n");
    write(
        "hello/bnd.bnd",
        "Hotbus-Plugin-Id: test.hello\n"
            + "-dependencies: test:words:1;scope=provided\n"
            + "-replace: test:words=../words\n");
    write(
        "hello/src/hello/Hello.java",
        controller("Hello", "test/hello", "\"said \" + words.Words.word()"));
  }

  private static String controller(String name, String id, String text) {
    return """
    package hello;

    import bus.api.config.Default;
    import bus.api.controller.Controller;
    import bus.api.controller.ControllerType;
    import org.slf4j.LoggerFactory;

    @ControllerType(id = "ID", version = "1.0.0")
    public final class NAME implements Controller {
      public record Config(@Default("hi") String greeting) {}

      NAME(Config config) {
        LoggerFactory.getLogger("test").info(config.greeting() + " " + TEXT);
      }
    }
    """
        .replace("NAME", name)
        .replace("ID", id)
        .replace("TEXT", text);
  }

  private Path write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private int run(String... arguments) {
    return new RealCli(folder, out, out, stop, List.of(new DevCommand())).run(arguments);
  }

  private void start(String... arguments) {
    code = CompletableFuture.supplyAsync(() -> run(arguments));
  }

  @AfterEach
  void stop() throws Exception {
    stop.request("the test");
    assertThat(code.get(60, TimeUnit.SECONDS)).as(this::output).isZero();
  }

  private String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void awaitOutput(String pattern) {
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(() -> assertThat(output()).containsPattern(pattern));
  }

  @Test
  void movesWhatRunsToNewCodeAndKeepsItWhenThatIsBad() throws Exception {
    start("dev", "hello");
    awaitOutput("live      test.words generation 1 in");
    awaitOutput("live      test.hello generation 1 in");
    awaitOutput("INFO  test: hi said one");
    awaitOutput("runs      test/hello");

    // The plugin.
    write(
        "hello/src/hello/Hello.java",
        controller("Hello", "test/hello", "\"says \" + words.Words.word()"));
    awaitOutput("changed   hello/src/hello/Hello.java");
    awaitOutput("live      test.hello generation 2 in \\d+ ms \\(.*; save -> live \\d+ ms");
    awaitOutput("INFO  test: hi says one");

    // It does not compile.
    write("hello/src/hello/Hello.java", controller("Hello", "test/hello", "words.Words.wort()"));
    awaitOutput("hello/src/hello/Hello.java:\\d+:\\d+: error: cannot find symbol");
    awaitOutput("failed    1 error in hello, generation 2 of test.hello runs on");

    // It does not work.
    write(
        "hello/src/hello/Hello.java",
        controller("Hello", "test/hello", "1 / Integer.parseInt(\"0\")"));
    awaitOutput("refused   hello.* does not work: .*by zero.*; generation 2 of test.hello runs on");

    // A library, and the plugin is mended in the course of it.
    write(
        "words/src/words/Words.java",
        "package words;\n\n"
            + "public class Words {\n"
            + "  public static String word() { return \"two\"; }\n"
            + "}\n");
    write(
        "hello/src/hello/Hello.java",
        controller("Hello", "test/hello", "\"now \" + words.Words.word()"));
    awaitOutput("INFO  test: hi now two");
    assertThat(output()).doesNotContain("leak").doesNotContain(" WARN ");
  }

  @Test
  void saysWhichSettingsAreMissingAndTakesThemFromAFile() throws Exception {
    write(
        "hello/src/hello/Hello.java",
        controller("Hello", "test/hello", "1").replace("@Default(\"hi\") ", ""));
    start("dev", "hello");
    awaitOutput(
        "waits     test/hello needs settings: .*greeting.*; write them to a file and name it with"
            + " --config");
  }

  @Test
  void followsTheSettingsOfAFile() throws Exception {
    write("c.yaml", "one:\n  id: test/hello\n  config:\n    greeting: good morning\n");
    start("dev", "hello", "-c", "c.yaml", "--state", "work");
    awaitOutput("runs      one \\(test/hello\\)");
    awaitOutput("INFO  test: good morning said one");
    write("c.yaml", "one:\n  id: test/hello\n  config:\n    greting: good evening\n");
    awaitOutput("settings  c.yaml:4:5: .*greting|waits     one \\(test/hello\\): .*greting");
    write("c.yaml", "one:\n  id: test/hello\n  config:\n    greeting: good evening\n");
    awaitOutput("settings  c.yaml has changed and is applied");
    awaitOutput("INFO  test: good evening said one");
    assertThat(folder.resolve("work/plugins")).isDirectoryContaining("glob:**/hello-*.jar");
  }

  @Test
  void runsTheControllersThatAChangeAddsAndStopsThoseThatItTakesAway() throws Exception {
    start("dev", "hello");
    awaitOutput("runs      test/hello");
    write("hello/src/hello/Second.java", controller("Second", "test/second", "\"second\""));
    awaitOutput("changed   hello/src/hello/Second.java \\(new\\)");
    awaitOutput("runs      test/second");
    Files.delete(folder.resolve("hello/src/hello/Second.java"));
    awaitOutput("changed   hello/src/hello/Second.java \\(deleted\\)");
    awaitOutput("live      test.hello generation 3");
  }

  @Test
  void loadsWhatABndWorkspaceBuilds() throws Exception {
    write("ws/cnf/build.bnd", "");
    write("ws/hello/bnd.bnd", "Hotbus-Plugin-Id: test.hello\n");
    write("ws/other/bnd.bnd", "");
    Path built = folder.resolve("ws/hello/generated");
    start("dev", "--bnd-workspace", "ws");
    awaitOutput("running ");
    // What stands for Bndtools.
    assertThat(
            new ProcessOfBndtools(folder)
                .build(
                    write("hello/src/hello/Hello.java", controller("Hello", "test/hello", "1")),
                    built))
        .exists();
    awaitOutput("live      test.hello generation 1 in");
    awaitOutput("INFO  test: hi 1");
  }

  @Test
  void saysWhatIsWrongWithItsArguments() throws Exception {
    assertThat(run("dev")).isEqualTo(2);
    assertThat(output()).contains("no module named");
    assertThat(run("dev", "nothing")).isEqualTo(1);
    assertThat(output())
        .contains("the module " + folder.resolve("nothing") + " is not a directory");
    assertThat(run("dev", "hello", "--debug")).isEqualTo(1);
    assertThat(output())
        .contains("this process has no debugger port; start it by ./hotbus dev --debug");
    assertThat(run("dev", "--bnd-workspace", "hello")).isEqualTo(1);
    assertThat(output()).contains("hello is no bnd workspace: it has no cnf/build.bnd");
  }
}
