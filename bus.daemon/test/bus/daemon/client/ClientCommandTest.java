// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.DaemonException;
import bus.daemon.cli.Cli;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.GlobalOptions;
import bus.daemon.cli.StopRequest;
import bus.daemon.cli.Terminal;
import bus.daemon.run.DaemonRun;
import bus.http.wire.ApiFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The client and a real daemon. */
@Timeout(120)
final class ClientCommandTest {
  @TempDir static Path folder;
  private static DaemonRun daemon;
  private static CompletableFuture<Integer> running;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();

  @BeforeAll
  static void startDaemon() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.writeString(plugins.resolve("bad.jar"), "junk");
    Files.writeString(folder.resolve("c.yaml"), "greeter:\n  id: no/such\n");
    daemon = new DaemonRun(folder);
    running =
        daemon.start("daemon", "-c", "c.yaml", "--plugins=plugins", "--api-port=0", "--api-exec");
    daemon.awaitLog("api listens");
    daemon.awaitLog("plugin refused");
  }

  @AfterAll
  static void stopDaemon() throws Exception {
    daemon.stop(running);
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    CommandContext context =
        new CommandContext(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            folder,
            () -> {
              throw new DaemonException("no distribution");
            },
            () -> stop,
            new Terminal(false),
            new GlobalOptions());
    return new Cli(context, List.of(new ClientCommand())).run(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String shown(String... arguments) {
    out.reset();
    assertThat(run(arguments)).as(err()).isZero();
    return out();
  }

  @Test
  void showsWhatRunsAsTheShellDoes() {
    assertThat(shown("client", "info")).contains("exec          on").contains(" in quarantine");
    assertThat(shown("client", "status")).contains("factories     0");
    assertThat(shown("client", "controllers")).isEqualTo("no controllers on the bus" + eol());
    assertThat(shown("client", "directives"))
        .startsWith("ID  DIRECTIVE")
        .contains("LoadController[id=no/such");
    assertThat(shown("client", "directives", "1")).startsWith("directive     1");
    assertThat(shown("client", "why", "1")).startsWith("#1 ApplyConfigSet");
    assertThat(shown("client", "config"))
        .contains("1 WAITING_FOR_FACTORY")
        .contains("  greeter (no/such): WAITING_FOR_FACTORY");
    assertThat(shown("client", "factories")).startsWith("no factories");
  }

  @Test
  void showsPluginsAndWhatBecameOfThem() {
    assertThat(shown("client", "plugins")).startsWith("no plugins are loaded");
    assertThat(shown("client", "quarantine")).contains("bad.jar");
    assertThat(shown("client", "history")).contains("refused bad.jar");
    assertThat(shown("client", "history", "1")).contains("is no complete jar");
    assertThat(shown("client", "plan")).contains("bad.jar");
    assertThat(shown("client", "unloaded")).startsWith("nothing was unloaded yet");
    assertThat(shown("client", "leaks")).startsWith("no unloaded code is left");
    assertThat(shown("client", "events")).contains("deployment  1");
  }

  @Test
  void asksTheHealthChecksAndEndsAccordingly() {
    assertThat(run("client", "health")).isEqualTo(1);
    assertThat(out())
        .startsWith("status        TEMPORARILY_UNAVAILABLE\n")
        .contains("greeter (no/such) is WAITING_FOR_FACTORY")
        .contains("bad.jar: ")
        .containsPattern("leaks +OK ")
        .containsPattern("controllers +OK ");
    out.reset();
    assertThat(run("client", "health", "--json")).isEqualTo(1);
    assertThat(out()).contains("\"status\" : \"TEMPORARILY_UNAVAILABLE\"");
  }

  @Test
  void changesTheLevelsOfTheLogOfTheDaemon() {
    assertThat(shown("client", "log"))
        .startsWith("LOGGER")
        .containsPattern("org.eclipse.jetty +warn");
    assertThat(shown("client", "log", "test.levels", "DEBUG")).contains("level         debug");
    assertThat(LoggerFactory.getLogger("test.levels.below").isDebugEnabled()).isTrue();
    assertThat(shown("client", "log")).containsPattern("test.levels +debug");
    assertThat(shown("client", "log", "test.levels", "inherit")).contains("level         info");
    assertThat(LoggerFactory.getLogger("test.levels.below").isDebugEnabled()).isFalse();
    assertThat(run("client", "log", "test.levels", "loud")).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "hotbus: the level must be one of debug, error, info, off, trace, warn or inherit, it"
                + " is 'loud'"
                + eol());
    err.reset();
    assertThat(run("client", "log", "ROOT", "inherit")).isEqualTo(1);
    assertThat(err()).contains("must have a level of its own");
  }

  @Test
  void printsNumbers() {
    assertThat(shown("client", "metrics"))
        .contains("hotbus_config_keys{phase=\"WAITING_FOR_FACTORY\"} 1")
        .containsPattern("hotbus_plugin_changes_total\\{kind=\"refused\"} [1-9]");
    assertThat(shown("client", "metrics", "--json")).contains("\"name\" : \"hotbus_info\"");
  }

  @Test
  void printsTheAnswerAsJson() {
    assertThat(shown("client", "quarantine", "--json"))
        .startsWith("[ {")
        .contains("\"plugin\" : \"bad.jar\"");
    assertThat(shown("client", "info", "--json")).contains("\"exec\" : true");
    assertThat(shown("client", "events", "--json")).contains("\"type\" : \"deployment\"");
  }

  @Test
  void hasTheDeployerDoThings() {
    assertThat(shown("client", "rescan")).startsWith("deployment");
    assertThat(shown("client", "retry", "bad.jar")).contains("bad.jar");
    assertThat(run("client", "pin", "none")).isEqualTo(1);
    assertThat(err()).isEqualTo("hotbus: no plugin none is loaded; loaded is nothing" + eol());
  }

  @Test
  void executesAConfigurationUntilToldToStop() throws Exception {
    Files.writeString(folder.resolve("e.yaml"), "mine:\n  id: not/there\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("client", "exec", "-f", "e.yaml"));
    awaitOut("mine (not/there): WAITING_FOR_FACTORY");
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(out()).startsWith("applied as directive ").endsWith("ended; stopped: none" + eol());
    assertThat(shown("client", "config")).doesNotContain("mine");
  }

  @Test
  void followsEventsUntilToldToStop() throws Exception {
    AtomicInteger files = new AtomicInteger();
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> run("client", "events", "-f", "--json"));
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              String name = "plugins/worse%d.jar".formatted(files.incrementAndGet());
              Files.writeString(folder.resolve(name), "junk");
              assertThat(out()).contains("\"type\":\"deployment\"");
            });
    stop.request("the test");
    assertThat(code.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(err()).isEmpty();
  }

  private void awaitOut(String text) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(out()).contains(text));
  }

  @Test
  void saysThatNoDaemonRuns() throws Exception {
    assertThat(run("client", "info", "--state", "none")).isEqualTo(1);
    assertThat(err())
        .isEqualTo(
            "hotbus: no daemon offers an API in "
                + folder.resolve("none")
                + "; start one, or name its state directory with --state"
                + eol());
    err.reset();
    ApiFolder killed = ApiFolder.of(folder.resolve("killed"));
    killed.write(URI.create("http://127.0.0.1:1"), "x");
    assertThat(run(Map.of("HOTBUS_STATE", "killed"), "client", "info")).isEqualTo(1);
    assertThat(err())
        .startsWith("hotbus: the daemon of " + folder.resolve("killed") + " does not answer at");
  }

  @Test
  void saysThatTheTokenIsWrong() throws Exception {
    ApiFolder right = ApiFolder.of(folder.resolve(".hotbus"));
    ApiFolder.of(folder.resolve("other")).write(right.address(), "wrong");
    assertThat(run("client", "plugins", "--state=other")).isEqualTo(1);
    assertThat(err()).startsWith("hotbus: the token is not the one of this daemon").hasLineCount(1);
  }

  @Test
  void saysWhatIsWrongWithAConfigurationOrItsFile() throws Exception {
    assertThat(run("client", "exec", "-f", "none.yaml")).isEqualTo(1);
    assertThat(err()).startsWith("hotbus: configuration file none.yaml does not exist");
    err.reset();
    Files.writeString(folder.resolve("w.yaml"), "a:\n  id: x\n  confi: 1\n");
    assertThat(run("client", "exec", "-f", "w.yaml")).isEqualTo(1);
    assertThat(err()).startsWith("hotbus: w.yaml:3:3: ").hasLineCount(1);
  }

  @Test
  void saysHowItIsUsed() {
    assertThat(run("client")).isEqualTo(2);
    assertThat(err()).startsWith("hotbus: no command of client given, one of info, status");
    err.reset();
    assertThat(run("client", "plugns")).isEqualTo(2);
    assertThat(err()).contains("did you mean plugins?");
    err.reset();
    assertThat(run("client", "exec")).isEqualTo(2);
    assertThat(run("client", "why", "x")).isEqualTo(2);
    assertThat(run("client", "exec", "--help")).isZero();
    assertThat(out()).contains("--atomic");
  }

  private static String eol() {
    return System.lineSeparator();
  }
}
