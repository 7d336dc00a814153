// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;

import bus.daemon.JarMaker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The daemon with the bundles of the real distribution. */
@Timeout(120)
final class DaemonCommandTest {
  @TempDir Path folder;
  private DaemonRun daemon;

  @BeforeEach
  void prepare() {
    daemon = new DaemonRun(folder);
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--no-api");
    return daemon.run(all.toArray(String[]::new));
  }

  private String log() {
    return daemon.log();
  }

  private void awaitLog(String text) {
    daemon.awaitLog(text);
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
    daemon.stop(code);
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
    daemon.stop(code);
    assertThat(folder.resolve("s/deployer")).isDirectory();
  }

  @Test
  void loadsWhatABndWorkspaceBuildsAndWhatAFolderHolds() throws Exception {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    Files.createDirectories(folder.resolve("ws/cnf"));
    Files.writeString(folder.resolve("ws/cnf/build.bnd"), "");
    Files.createDirectories(folder.resolve("ws/hello"));
    Files.writeString(folder.resolve("ws/hello/bnd.bnd"), "Hotbus-Plugin-Id: test.hello\n");
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(
            () -> run("daemon", "--plugins=plugins", "--bnd-workspace=ws", "--probation=300"));
    awaitLog("daemon runs configs=0 plugins=" + plugins);
    // What stands for Bndtools, which writes in place.
    byte[] first = jar("test.hello", "1.0.0");
    Files.write(folder.resolve("ws/hello/generated/hello.jar"), first);
    awaitLog("plugin added plugin=test.hello from= to=1.0.0 file=hello.jar");
    Files.write(folder.resolve("ws/hello/generated/hello.jar"), jar("test.hello", "1.1.0"));
    awaitLog("plugin replaced plugin=test.hello from=1.0.0 to=1.1.0");
    Files.write(plugins.resolve("more.jar"), jar("more", "1.0.0"));
    awaitLog("plugin added plugin=more");
    daemon.stop(code);
  }

  private byte[] jar(String name, String version) throws Exception {
    return Files.readAllBytes(
        JarMaker.bundle(name).header("Bundle-Version", version).write(folder.resolve("made.jar")));
  }

  @Test
  void refusesLimitsThatNobodyMeans() {
    assertThat(run("daemon", "--drain-limit=0")).isEqualTo(1);
    assertThat(log())
        .contains("--drain-limit must be a number of milliseconds from 1 to 86400000, it is 0");
    assertThat(run("daemon", "--probation=-1")).isEqualTo(1);
    assertThat(log()).contains("--probation must be a number of milliseconds from 0");
    assertThat(run("daemon", "--handover-limit=soon")).isEqualTo(2);
    assertThat(run("daemon", "--bnd-workspace=no")).isEqualTo(1);
    assertThat(log()).contains("no is no bnd workspace: it has no cnf/build.bnd");
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
    daemon.stop(code);
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
    daemon.stop(code);
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
    daemon.stop(code);
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
    daemon.stop(code);
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
    daemon.clearLog();
    assertThat(run("daemon", "--plugins", "none")).isEqualTo(1);
    assertThat(log())
        .startsWith("hotbus: plugin folder " + folder.resolve("none") + " does not exist; make it");
  }

  @Test
  void refusesAStateDirectoryInUse() throws Exception {
    CompletableFuture<Integer> first = CompletableFuture.supplyAsync(() -> run("daemon"));
    awaitLog("daemon runs");
    assertThat(run("daemon")).isEqualTo(1);
    assertThat(log()).contains("is in use by another daemon");
    daemon.stop(first);
  }

  private static String eol() {
    return System.lineSeparator();
  }
}
