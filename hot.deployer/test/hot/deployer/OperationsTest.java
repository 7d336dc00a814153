// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.promise.Promise;

/**
 * What operators do otherwise than the folders say (design 6: {@code hot:plan} shows a plan without
 * doing it; rollback to an earlier generation is a deployment like any other; quarantine).
 */
class OperationsTest {

  @TempDir private Path directory;
  private Fixture fixture;
  private Deployer deployer;
  private Promise<DeploymentPlan> asked;
  private int blockers;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
    deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private <T> T get(Promise<T> promise) throws Exception {
    return promise.timeout(Fixture.PATIENCE.toMillis()).getValue();
  }

  private static Throwable failure(Promise<?> promise) throws Exception {
    return promise.timeout(Fixture.PATIENCE.toMillis()).getFailure();
  }

  private void put(String version, String file) throws Exception {
    PluginJar.talking("greeter", version).into(fixture.folder, file);
    fixture.rescan();
    await()
        .atMost(Fixture.PATIENCE)
        .until(() -> fixture.loaded("greeter").version().equals(version));
  }

  private void restart() throws Exception {
    fixture.stopDeploying();
    deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.rescan();
  }

  /** Blocks the deployer's thread, so that no event comes before what is asked next. */
  private void meanwhile(Work change) throws Exception {
    CountDownLatch changed = new CountDownLatch(1);
    CountDownLatch blocked = new CountDownLatch(1);
    Registration listening =
        deployer.onDeployment(
            deployment -> {
              // Not that of what came before, which may be told only now.
              if (deployment.changes().stream().anyMatch(each -> each.plugin().equals("blocker"))) {
                blocked.countDown();
                awaitQuietly(changed);
              }
            });
    PluginJar.talking("blocker", "1.0." + blockers++).into(fixture.folder, "blocker.jar");
    assertThat(blocked.await(30, TimeUnit.SECONDS)).isTrue();
    listening.close();
    asked = deployer.plan(); // queued before the look that events ask for
    change.run();
    changed.countDown();
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void plansWithoutDoing() throws Exception {
    PluginJar.talking("z.provider", "1.0.0")
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=1.0.0")
        .into(fixture.folder, "z.jar");
    PluginJar.talking("a.user", "1.0.0")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api")
        .into(fixture.folder, "a.jar");
    PluginJar.talking("leaver", "1.0.0").into(fixture.folder, "l.jar");
    await().atMost(Fixture.PATIENCE).until(() -> deployer.plugins().size() == 3);

    meanwhile(
        () -> {
          Host.SAID.clear();
          Files.delete(fixture.folder.resolve("l.jar"));
          PluginJar.talking("z.provider", "1.0.1")
              .entry("z/api/readme", "here")
              .header("Export-Package", "z.api;version=1.0.0")
              .into(fixture.folder, "z.jar");
          PluginJar.talking("stubborn", "1.0.0")
              .header("Require-Bundle", "a.user")
              .into(fixture.folder, "s.jar");
        });
    DeploymentPlan plan = get(asked);

    assertThat(plan.text())
        .isEqualTo(
            """
            1  replace z.provider 1.0.0 -> 1.0.1 (z.jar): the content of z.jar has changed
            1  rewire a.user 1.0.0 -> 1.0.0 (a.jar): it uses package z.api of z.provider, which \
            comes anew
            2  remove leaver 1.0.0: l.jar is gone
            -  refuse stubborn 1.0.0 (s.jar): s.jar has Require-Bundle, which ties it to one \
            bundle; use Import-Package\
            """);
    assertThat(plan.isEmpty()).isFalse();
    // And it comes about as planned.
    fixture.awaitChange(Kind.REWIRED, 1);
    fixture.awaitChange(Kind.REMOVED, 1);
  }

  @Test
  void listsWhatIsInQuarantineAndTriesItAgainWhenAsked() throws Exception {
    put("1.0.0", "g.jar");
    Host.SHARED.put("broken", true);
    byte[] moody =
        PluginJar.plugin("greeter", "1.1.0")
            .activator(
                "greeter",
                "greeter 1.1.0",
                "if (Host.SHARED.containsKey(\"broken\"))"
                    + " throw new IllegalStateException(\"no port\");",
                "")
            .bytes();
    PluginJar.put(moody, fixture.folder, "g.jar");
    fixture.awaitChange(Kind.REFUSED, 1);
    fixture.rescan();

    assertThat(deployer.quarantine()).hasSize(1);
    Quarantined quarantined = deployer.quarantine().get(0);
    assertThat(quarantined.plugin()).isEqualTo("greeter");
    assertThat(quarantined.version()).isEqualTo("1.1.0");
    assertThat(quarantined.reason())
        .isEqualTo("g.jar does not start: IllegalStateException: no port");
    assertThat(quarantined.waitsFor()).startsWith("another content of the file");
    assertThat(quarantined.sha256()).hasSize(64);
    assertThat(fixture.state.resolve("manifest.json")).content().contains("no port");

    assertThat(get(deployer.retry("g.jar")).changes())
        .extracting(Change::kind)
        .containsExactly(Kind.REFUSED);
    Host.SHARED.clear();
    assertThat(get(deployer.retry("greeter")).changes())
        .extracting(Change::kind)
        .containsExactly(Kind.REPLACED);
    assertThat(deployer.quarantine()).isEmpty();
    assertThat(failure(deployer.retry("greeter")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("nothing named greeter is in quarantine; there is nothing");
  }

  @Test
  void rollsBackUntilTheFileChanges() throws Exception {
    put("1.0.0", "g.jar");
    put("1.1.0", "g.jar");
    assertThat(deployer.generations("greeter"))
        .extracting(PluginGeneration::version, PluginGeneration::current)
        .containsExactly(tuple("1.0.0", false), tuple("1.1.0", true));

    Deployment back = get(deployer.rollback("greeter", 1));

    assertThat(back.changes())
        .extracting(Change::kind, Change::fromVersion, Change::toVersion)
        .containsExactly(tuple(Kind.REPLACED, "1.1.0", "1.0.0"));
    assertThat(fixture.loaded("greeter").generation()).isEqualTo(3);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(get(deployer.plan()).text())
        .isEqualTo(
            "-  hold greeter 1.0.0 -> 1.1.0 (g.jar): the content of g.jar is another, but greeter"
                + " was rolled back to version 1.0.0 until the file changes");
    restart();
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");

    put("1.2.0", "g.jar");
    assertThat(get(deployer.plan()).items()).isEmpty();
    assertThat(deployer.generations("greeter"))
        .extracting(PluginGeneration::version)
        .containsExactly("1.1.0", "1.0.0", "1.2.0");
  }

  @Test
  void rollsBackAgainFromWhatItWasRolledBackTo() throws Exception {
    put("1.0.0", "g.jar");
    put("1.1.0", "g.jar");
    put("1.2.0", "g.jar");

    get(deployer.rollback("greeter", 2));
    get(deployer.rollback("greeter", 1));
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(fixture.rescan().changes()).isEmpty();
    get(deployer.rollback("greeter", 3));

    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.2.0");
    assertThat(get(deployer.plan()).items()).isEmpty();
  }

  @Test
  void keepsABoundedNumberOfGenerations() throws Exception {
    for (int i = 0; i < 6; i++) {
      put("1.0." + i, "g.jar");
    }
    assertThat(deployer.generations("greeter"))
        .extracting(PluginGeneration::version)
        .containsExactly("1.0.2", "1.0.3", "1.0.4", "1.0.5");
    try (Stream<Path> stored = Files.list(fixture.state.resolve("store"))) {
      assertThat(stored).hasSize(4);
    }
    assertThat(failure(deployer.rollback("greeter", 1)))
        .hasMessage(
            "plugin greeter has no generation 1 that is kept; kept is 3 (1.0.2), 4 (1.0.3),"
                + " 5 (1.0.4)");
    assertThat(failure(deployer.rollback("greeter", 6)))
        .hasMessage("generation 6 of plugin greeter is the content that runs");
    assertThat(failure(deployer.rollback("greet", 1)))
        .hasMessage("no plugin greet is loaded; loaded is greeter");
  }

  @Test
  void staysWhereItIsWhenTheEarlierGenerationDoesNotStartAnyMore() throws Exception {
    PluginJar.plugin("greeter", "1.0.0")
        .activator(
            "greeter",
            "greeter 1.0.0",
            "if (Host.SHARED.containsKey(\"broken\"))"
                + " throw new IllegalStateException(\"no port\");",
            "")
        .into(fixture.folder, "g.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    put("1.1.0", "g.jar");
    Host.SHARED.put("broken", true);

    Deployment refused = get(deployer.rollback("greeter", 1));

    assertThat(refused.changes())
        .extracting(Change::kind, Change::reason)
        .containsExactly(
            tuple(Kind.REFUSED, "g.jar does not start: IllegalStateException: no port"));
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.1.0");
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(deployer.quarantine()).isEmpty();
  }

  @Test
  void takesNoChangeOfAPinnedPluginOverRestartsToo() throws Exception {
    put("1.0.0", "g.jar");
    assertThat(get(deployer.pin("greeter")).pinned()).isTrue();
    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "g.jar");

    Change held = fixture.awaitChange(Kind.HELD, 1);

    assertThat(held)
        .isEqualTo(
            new Change(
                Kind.HELD,
                "greeter",
                "1.0.0",
                "1.1.0",
                "g.jar",
                "the content of g.jar is another, but greeter is pinned to version 1.0.0"));
    assertThat(fixture.rescan().changes()).isEmpty();
    restart();
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("greeter").pinned()).isTrue();
    Files.delete(fixture.folder.resolve("g.jar"));
    assertThat(fixture.awaitChange(Kind.HELD, 2).reason())
        .isEqualTo("g.jar is gone, but greeter is pinned to version 1.0.0");
    restart();
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(failure(deployer.rollback("greeter", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("plugin greeter is pinned to version 1.0.0; unpin it first");

    assertThat(get(deployer.unpin("greeter")).changes())
        .extracting(Change::kind)
        .containsExactly(Kind.REMOVED);
    assertThat(failure(deployer.unpin("greeter")))
        .hasMessage("plugin greeter is not pinned; pinned is nothing");
  }

  @Test
  void countsWhatItHasDone() throws Exception {
    put("1.0.0", "g.jar");
    put("1.1.0", "g.jar");
    Files.write(fixture.folder.resolve("r.jar"), PluginJar.plugin("r", "x.y").bytes());
    fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(deployer.counts().deployments()).isEqualTo(3);
    assertThat(deployer.counts().added()).isEqualTo(1);
    assertThat(deployer.counts().replaced()).isEqualTo(1);
    assertThat(deployer.counts().refused()).isEqualTo(1);
    assertThat(deployer.counts().time()).isPositive();
    assertThat(deployer.counts().durations()).last().extracting("count").isEqualTo(3L);
  }
}
