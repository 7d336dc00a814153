// SPDX-License-Identifier: Apache-2.0
package bus.daemon.create;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.RealCli;
import bus.daemon.RealDistribution;
import bus.daemon.build.CompileCommand;
import bus.daemon.cli.StopRequest;
import bus.daemon.dev.DevCommand;
import bus.daemon.run.DaemonRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code new}: what it makes compiles, passes its test and runs, with the real distribution. */
@Timeout(180)
final class NewCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();

  @BeforeEach
  void knowTheFolder() throws IOException {
    folder = folder.toRealPath();
  }

  private int run(String... arguments) {
    return new RealCli(
            folder,
            out,
            err,
            stop,
            List.of(new NewCommand(), new CompileCommand(), new DevCommand()))
        .run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bnd", "maven"})
  void makesAModuleThatCompilesWithoutAWarning(String flavour) throws IOException {
    assertThat(run("new", "weather-station", "--flavour", flavour)).as(err()).isZero();
    out.reset();
    assertThat(run("compile", "weather-station", "-o", "x.jar")).as(err()).isZero();
    assertThat(err()).isEmpty();
    assertThat(out())
        .contains("plugin      weather-station 0.1.0")
        .contains("factories   weather-station/greeter 0.1.0");
    try (JarFile jar = new JarFile(folder.resolve("x.jar").toFile())) {
      assertThat(jar.stream().map(Object::toString))
          .contains("weatherstation/Greeter.class", "weatherstation/GreeterFactory.class")
          .noneMatch(name -> name.contains("Test") || name.startsWith("bus/"));
    }
  }

  @ParameterizedTest
  @CsvSource({"bnd, src, test", "maven, src/main/java, src/test/java"})
  void makesATestThatPasses(String flavour, String sources, String tests) throws Exception {
    assertThat(run("new", "m", "--flavour", flavour, "--id=acme.mail")).as(err()).isZero();
    OwnTests.Result result =
        OwnTests.run(
            List.of(folder.resolve("m").resolve(sources), folder.resolve("m").resolve(tests)),
            RealDistribution.get().boot(),
            "acme.mail.GreeterTest",
            folder.resolve("classes"));
    assertThat(result.failures()).isEmpty();
    assertThat(result.passed()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bnd", "maven"})
  void makesAPluginThatRunsAtOnceWithItsSettings(String flavour) throws Exception {
    assertThat(run("new", "hello", "--flavour", flavour, "--package", "acme.hello"))
        .as(err())
        .isZero();
    Path config = folder.resolve("hello/config.yaml");
    Files.writeString(config, Files.readString(config).replace("Hello", "Good evening"));
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("dev", "hello", "-c", "hello/config.yaml"));
    try {
      await()
          .atMost(Duration.ofSeconds(90))
          .untilAsserted(
              () -> {
                assertThat(out()).contains("runs      greeter (hello/greeter)");
                assertThat(err()).contains("INFO  acme.hello.Greeter: Good evening, World!");
              });
    } finally {
      stop.request("the test");
      assertThat(code.get(60, TimeUnit.SECONDS)).as(err()).isZero();
    }
  }

  /** As its README says: the folder is made by the first plugin that is put there. */
  @ParameterizedTest
  @ValueSource(strings = {"bnd", "maven"})
  void makesAPluginThatADaemonRuns(String flavour) throws Exception {
    assertThat(run("new", "hello", "--flavour", flavour)).as(err()).isZero();
    assertThat(run("compile", "hello", "-o", "plugins")).as(err()).isZero();
    assertThat(folder.resolve("plugins")).isDirectoryContaining("glob:**/hello-*.jar");
    DaemonRun daemon = new DaemonRun(folder);
    CompletableFuture<Integer> code =
        daemon.start("daemon", "-c", "hello/config.yaml", "--plugins", "plugins", "--no-api");
    try {
      daemon.awaitLog("hello.Greeter: Hello, World!");
    } finally {
      daemon.stop(code);
    }
  }

  @Test
  void tellsWhatItMadeAndHowToRunIt() {
    assertThat(run("new", "apps/hello", "--id", "acme/hello")).as(err()).isZero();
    assertThat(out().lines())
        .startsWith("apps/hello", "  bnd.bnd", "  README.md")
        .contains("  src/acme/hello/Greeter.java", "  test/acme/hello/GreeterTest.java")
        .endsWith(
            "plugin acme/hello with the controller acme/hello/greeter; run it: hotbus dev"
                + " apps/hello -c apps/hello/config.yaml");
    assertThat(folder.resolve("apps/hello/README.md"))
        .content()
        .contains("hotbus dev hello -c hello/config.yaml")
        .doesNotContainPattern("@[a-z]+@");
  }

  @Test
  void refusesADirectoryWithContentAndTakesAnEmptyOne() throws IOException {
    Files.createDirectories(folder.resolve("used"));
    Files.writeString(folder.resolve("used/mine.txt"), "x");
    assertThat(run("new", "used")).isEqualTo(1);
    assertThat(err()).isEqualToIgnoringNewLines("hotbus: used is not empty; name a new directory");
    assertThat(folder.resolve("used")).isDirectoryNotContaining("glob:**.bnd");
    err.reset();
    assertThat(run("new", "used/mine.txt", "--id=mine")).isEqualTo(1);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "hotbus: used/mine.txt is there and is no directory; name another");
    Files.createDirectories(folder.resolve("empty"));
    assertThat(run("new", "empty")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "x|--package|Acme mail| --package: expected a Java package such as acme.mail, got \"Acme"
            + " mail\", where Acme mail is no identifier",
        "x|--package|acme.new| --package: expected a Java package such as acme.mail, got"
            + " \"acme.new\", where new is a word of the language",
        "x|--package|acme..mail| --package: expected a Java package such as acme.mail, got"
            + " \"acme..mail\"",
        "x|--package|bus.api| --package: bus.api is a package of Java or of Hotbus; name one of"
            + " your own",
        "x|--id|a b| --id: expected letters, digits and ._/- such as acme.mail, got \"a b\"",
        "7up|--flavour|bnd| the plugin id makes no package; name one by --package: expected a Java"
            + " package such as acme.mail, got \"7up\", where 7up is no identifier",
        "a b|--flavour|bnd| the name of the directory is no plugin id; name one by --id: expected"
            + " letters, digits and ._/- such as acme.mail, got \"a b\"",
      })
  void refusesNamesThatCanNotBeUsed(String name, String option, String value, String message) {
    assertThat(run("new", name, option, value)).isEqualTo(2);
    assertThat(err()).isEqualToIgnoringNewLines("hotbus: " + message + "; see hotbus new --help");
    assertThat(folder.resolve(name)).doesNotExist();
  }

  @Test
  void refusesAnIdThatMavenCanNotHave() {
    assertThat(run("new", "x", "--flavour", "maven", "--id", "acme/x")).isEqualTo(2);
    assertThat(err())
        .isEqualToIgnoringNewLines(
            "hotbus: --id: an artifact id of Maven has no /, got \"acme/x\"; see hotbus new"
                + " --help");
  }

  /** Fetches what Maven needs if it is not there yet. */
  @Test
  @Tag("slow")
  void makesAMavenModuleWhoseTestMavenRuns() throws Exception {
    assertThat(run("new", "m", "--flavour", "maven")).as(err()).isZero();
    Path log = folder.resolve("mvn.txt");
    Process maven =
        new ProcessBuilder("mvn", "-B", "-q", "test")
            .directory(folder.resolve("m").toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(maven.waitFor(150, TimeUnit.SECONDS)).as("in time").isTrue();
    assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
    assertThat(folder.resolve("m/target/surefire-reports/TEST-m.GreeterTest.xml"))
        .content()
        .contains("tests=\"2\"")
        .contains("failures=\"0\"");
  }
}
