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
