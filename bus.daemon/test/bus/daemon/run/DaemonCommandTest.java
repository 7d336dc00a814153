// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.RealDistribution;
import bus.daemon.cli.Cli;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon with the bundles of the real distribution. */
@Timeout(120)
final class DaemonCommandTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();

  private int run(String... arguments) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    CommandContext context =
        new CommandContext(
            stream,
            stream,
            Map.of(),
            folder,
            RealDistribution::get,
            () -> stop,
            new Terminal(false),
            new GlobalOptions());
    return new Cli(context, List.of(new DaemonCommand())).run(arguments);
  }

  private String log() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log()).contains(text));
  }

  @Test
  void runsUntilToldToStopAndShowsAnUnknownConfigIdAsWaiting() throws Exception {
    Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: no/such\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("daemon", "-c", "c.yaml"));
    awaitLog("daemon runs configs=1 plugins=none");
    awaitLog(
        "controller key=greeter id=no/such config=c.yaml status=WAITING_FOR_FACTORY, no loaded"
            + " plugin has a factory for it");
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(log()).contains("daemon stops why=the test").endsWith("daemon stopped" + eol());
  }

  @Test
  void refusesABadPluginAndGoesOn() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.writeString(plugins.resolve("bad.jar"), "junk");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("daemon", "--plugins=plugins", "--state=s"));
    awaitLog("daemon runs configs=0 plugins=" + plugins);
    awaitLog("plugin refused");
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(folder.resolve("s/deployer")).isDirectory();
  }

  @Test
  void followsTheChangesOfAConfigurationFile() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: no/such\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("daemon", "-c", "c.yaml"));
    awaitLog("key=greeter id=no/such config=c.yaml status=WAITING_FOR_FACTORY");
    Files.writeString(file, "greeter:\n  id: [no\n");
    awaitLog("configuration refused: c.yaml:");
    awaitLog("what it said before stays applied");
    Files.writeString(file, "# moved\nother:\n  id: not/here\n");
    awaitLog("configuration changed config=c.yaml");
    awaitLog("key=other id=not/here config=c.yaml status=WAITING_FOR_FACTORY");
    Files.delete(file);
    awaitLog("configuration refused: c.yaml is gone; what it said stays applied");
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(log()).containsOnlyOnce("what it said before").doesNotContain("another config");
  }

  @Test
  void followsTheFilesOfAConfigurationFolder() throws Exception {
    Path configs = Files.createDirectory(folder.resolve("conf"));
    Files.writeString(configs.resolve("a.yaml"), "a:\n  id: no/a\n");
    Files.writeString(configs.resolve("notes.txt"), "not one of ours");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("daemon", "-c", "conf"));
    awaitLog("key=a id=no/a config=" + Path.of("conf/a.yaml"));
    Files.writeString(configs.resolve("b.json"), "{\"b\": {\"id\": \"no/b\"}}");
    awaitLog("configuration added config=" + Path.of("conf/b.json"));
    awaitLog("key=b id=no/b");
    Files.delete(configs.resolve("a.yaml"));
    awaitLog("configuration removed config=" + Path.of("conf/a.yaml"));
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void writesTheConfigurationBackWhenAsked() throws Exception {
    Path file = Files.writeString(folder.resolve("c.yaml"), "{b: {id: no/b}, a: {id: no/a}} # b\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> run("daemon", "-c", "c.yaml", "-c", "new.yaml", "--write-config"));
    awaitLog("daemon runs configs=2");
    assertThat(file).content().startsWith("a:\n").doesNotContain("#");
    assertThat(folder.resolve("new.yaml")).exists();
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(log()).doesNotContain("configuration changed").doesNotContain("refused");
  }

  @Test
  void watchesSeveralPluginFolders() throws Exception {
    for (String name : List.of("p", "q")) {
      Files.createDirectory(folder.resolve(name));
      Files.writeString(folder.resolve(name).resolve(name + ".jar"), "junk");
    }
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("daemon", "--plugins=p", "--plugins", "q"));
    awaitLog("file=p.jar");
    awaitLog("file=q.jar");
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void saysWhereAConfigurationIsWrong() throws Exception {
    Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: a/b\n  confi: 1\n");
    assertThat(run("daemon", "-c", "c.yaml")).isEqualTo(1);
    assertThat(log().lines())
        .singleElement()
        .asString()
        .startsWith("hotbus: c.yaml:3:3: ")
        .contains("confi");
  }

  @Test
  void saysThatAFileOrFolderIsMissing() {
    assertThat(run("daemon", "-c", "no.yaml")).isEqualTo(1);
    assertThat(log()).startsWith("hotbus: configuration file no.yaml does not exist");
    err.reset();
    assertThat(run("daemon", "--plugins", "none")).isEqualTo(1);
    assertThat(log())
        .startsWith("hotbus: plugin folder " + folder.resolve("none") + " does not exist; make it");
  }

  @Test
  void refusesAStateDirectoryInUse() {
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> run("daemon"));
    awaitLog("daemon runs");
    assertThat(run("daemon")).isEqualTo(1);
    assertThat(log()).contains("is in use by another daemon");
    stop.request("the test");
    assertThat(first.orTimeout(30, TimeUnit.SECONDS).join()).isZero();
  }

  private static String eol() {
    return System.lineSeparator();
  }
}
