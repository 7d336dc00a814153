// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.UnloadedPlugin.Proof;
import hot.deployer.host.Host;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RefusalTest {

  private static final String WAIT_FOR_EVER =
      """
      java.util.concurrent.CountDownLatch latch =
          (java.util.concurrent.CountDownLatch) Host.SHARED.get("latch");
      while (latch.getCount() > 0) {
        try { latch.await(); } catch (InterruptedException stubborn) { Host.SAID.add("no"); }
      }
      """;

  @TempDir Path directory;
  private Fixture fixture;
  private final CountDownLatch latch = new CountDownLatch(1);

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
    Host.SHARED.put("latch", latch);
  }

  @AfterEach
  void close() throws Exception {
    latch.countDown();
    fixture.close();
  }

  private void deployGood() throws Exception {
    PluginJar.talking("greeter", "1.0.0").padding(50_000, 1).into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
  }

  /** Checks that a refusal was told once, and that it stays so. */
  private Change refusedOnce() throws Exception {
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.changes(Kind.REFUSED)).hasSize(1);
    return refused;
  }

  @Test
  void keepsTheOldOneWhenTheNewActivatorThrows() throws Exception {
    deployGood();
    PluginJar.plugin("greeter", "1.1.0")
        .activator("greeter", "bad", "throw new IllegalStateException(\"no port\");", "")
        .into(fixture.folder, "greeter.jar");

    Change refused = refusedOnce();

    assertThat(refused)
        .isEqualTo(
            new Change(
                Kind.REFUSED,
                "greeter",
                "1.0.0",
                "1.1.0",
                "greeter.jar",
                "greeter.jar does not start: IllegalStateException: no port"));
    fixture.assertOnlyActive("hotbus:greeter/1");
    assertThat(Host.SAID).containsExactly("start greeter 1.0.0", "start bad");
    assertThat(fixture.generations.seen).hasSize(1);

    PluginJar.talking("greeter", "1.2.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    fixture.assertOnlyActive("hotbus:greeter/3");
  }

  @Test
  void oneThatFailsDoesNotKeepOthersBack() throws Exception {
    PluginJar.plugin("bad", "1.0.0")
        .activator("bad", "bad", "throw new IllegalStateException();", "")
        .into(fixture.folder, "bad.jar");
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();

    fixture.awaitChange(Kind.ADDED, 1);
    refusedOnce();
    fixture.assertOnlyActive("hotbus:greeter/1");
  }

  @Test
  void abandonsAnActivatorThatHangs() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    Deployer deployer = fixture.deploy(Duration.ofMillis(200), Duration.ofMillis(300));
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.plugin("greeter", "1.1.0")
        .activator("greeter", "hanging", WAIT_FOR_EVER, "")
        .into(fixture.folder, "greeter.jar");

    Change refused = refusedOnce();

    assertThat(refused.reason())
        .startsWith("greeter.jar does not start: its start did not end within 300 ms; it was at ")
        .contains("greeter.Activator.start(Activator.java:", "; this attempt is abandoned");
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(Host.SAID).contains("no").doesNotContain("stop greeter 1.0.0");
    assertThat(deployer.unloaded())
        .singleElement()
        .satisfies(
            abandoned -> {
              assertThat(abandoned.proof()).isEqualTo(Proof.ABANDONED);
              assertThat(abandoned.generation()).isEqualTo(2);
            });

    PluginJar.talking("greeter", "1.2.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.2.0");
  }

  @Test
  void undoesAStartThatEndsOnlyWhenInterrupted() throws Exception {
    PluginJar.plugin("greeter", "1.0.0")
        .activator("greeter", "slow", "new java.util.concurrent.CountDownLatch(1).await();", "")
        .into(fixture.folder, "greeter.jar");
    fixture.deploy(Duration.ofMillis(200), Duration.ofMillis(300));

    assertThat(refusedOnce().reason()).contains("did not end within 300 ms and was interrupted");
    assertThat(fixture.bundles()).isEmpty();
  }

  @Test
  void abandonsAStopThatHangsAndGoesOn() throws Exception {
    PluginJar.plugin("greeter", "1.0.0")
        .activator("greeter", "sticky", "", WAIT_FOR_EVER)
        .into(fixture.folder, "greeter.jar");
    fixture.deploy(Duration.ofMillis(200), Duration.ofMillis(300));
    fixture.awaitChange(Kind.ADDED, 1);

    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
    Change change = fixture.awaitChange(Kind.REPLACED, 1);

    assertThat(change.reason()).contains("generation 1: its stop did not end within 300 ms");
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.1.0");
    assertThat(fixture.unloaded("greeter", 1).proof()).isEqualTo(Proof.ABANDONED);
  }

  @Test
  void keepsTheOldOneWhenTheFileBecomesGarbage() throws Exception {
    deployGood();
    PluginJar.put(new byte[10_000], fixture.folder, "greeter.jar");

    Change refused = refusedOnce();

    assertThat(refused.plugin()).isEqualTo("greeter");
    assertThat(refused.reason())
        .isEqualTo("greeter.jar is no complete jar: it does not end as a ZIP archive does");
    fixture.assertOnlyActive("hotbus:greeter/1");
  }

  @Test
  void keepsTheOldOneWhenAnEntryIsDamaged() throws Exception {
    deployGood();
    byte[] damaged = PluginJar.talking("greeter", "1.1.0").padding(50_000, 2).bytes();
    damaged[damaged.length / 2] ^= 1;
    PluginJar.put(damaged, fixture.folder, "greeter.jar");

    assertThat(refusedOnce().reason()).startsWith("greeter.jar is corrupt: ");
    fixture.assertOnlyActive("hotbus:greeter/1");
  }

  @Test
  void neverTakesAHalfWrittenFile() throws Exception {
    PluginJar.talking("greeter", "1.0.0").padding(50_000, 1).into(fixture.folder, "greeter.jar");
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.awaitChange(Kind.ADDED, 1);
    byte[] next = PluginJar.talking("greeter", "1.1.0").padding(50_000, 2).bytes();
    CountDownLatch half = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Thread writer =
        new Thread(
            () -> {
              Path file = fixture.folder.resolve("greeter.jar");
              try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
                out.write(next, 0, next.length / 2);
                half.countDown();
                assertThat(goOn.await(60, TimeUnit.SECONDS)).isTrue();
                out.write(next, next.length / 2, next.length - next.length / 2);
              } catch (Exception failed) {
                throw new AssertionError(failed);
              }
            });
    writer.start();

    assertThat(half.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.changes()).hasSize(1);
    fixture.assertOnlyActive("hotbus:greeter/1");
    goOn.countDown();

    assertThat(fixture.awaitChange(Kind.REPLACED, 1).toVersion()).isEqualTo("1.1.0");
    assertThat(fixture.changes()).hasSize(2);
    writer.join(60_000);
  }

  @Test
  void takesAFileThatWasToldToBeBadOnceItIsWhole() throws Exception {
    deployGood();
    byte[] next = PluginJar.talking("greeter", "1.1.0").padding(50_000, 2).bytes();
    Path file = fixture.folder.resolve("greeter.jar");
    Files.write(file, Arrays.copyOf(next, next.length / 2));
    refusedOnce();

    Files.write(file, next);

    fixture.awaitChange(Kind.REPLACED, 1);
    fixture.assertOnlyActive("hotbus:greeter/2");
  }

  @Test
  void namesThePackageThatIsMissingAndTriesAgainWhenItIsThere() throws Exception {
    PluginJar.talking("user", "1.0.0")
        .header(
            "Import-Package",
            "org.osgi.framework, hot.deployer.host, z.api;version=\"[1.2,2)\", java.util")
        .into(fixture.folder, "user.jar");
    fixture.deploy();

    assertThat(refusedOnce().reason())
        .isEqualTo("user.jar can not be resolved: nobody provides package z.api [1.2.0,2.0.0)");
    assertThat(fixture.bundles()).isEmpty();

    PluginJar.talking("z", "1.0.0")
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=1.1.0")
        .into(fixture.folder, "z.jar");
    assertThat(fixture.awaitChange(Kind.REFUSED, 2).reason()).contains("(z has version 1.1.0)");

    PluginJar.talking("z", "1.0.0")
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=1.2.0")
        .into(fixture.folder, "z.jar");
    fixture.awaitChange(Kind.ADDED, 2);
    assertThat(fixture.loaded("user").version()).isEqualTo("1.0.0");
  }

  @Test
  void undoesAPluginWhoseProviderFails() throws Exception {
    PluginJar.plugin("z", "1.0.0")
        .activator("z", "z", "throw new IllegalStateException(\"z is bad\");", "")
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=1.0.0")
        .into(fixture.folder, "z.jar");
    PluginJar.talking("user", "1.0.0")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api")
        .into(fixture.folder, "user.jar");
    fixture.deploy();

    fixture.awaitChange(Kind.REFUSED, 2);
    assertThat(fixture.changes(Kind.REFUSED))
        .extracting(Change::reason)
        .containsExactlyInAnyOrder(
            "z.jar does not start: IllegalStateException: z is bad",
            "user.jar can not be resolved: nobody provides package z.api");
    assertThat(Host.SAID).containsExactly("start z");
    assertThat(fixture.bundles()).isEmpty();
  }

  @Test
  void undoesTheDeploymentWhenTheSwitchFails() throws Exception {
    deployGood();
    fixture.generations.failWith(Failure.of("NotReady", "greeter was not ready within 5 s"));
    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");

    assertThat(refusedOnce().reason())
        .isEqualTo("greeter.jar does not work: NotReady: greeter was not ready within 5 s");
    fixture.assertOnlyActive("hotbus:greeter/1");
    assertThat(Host.SAID)
        .containsExactly("start greeter 1.0.0", "start greeter 1.1.0", "stop greeter 1.1.0");
    assertThat(fixture.generations.seen).hasSize(2);
    fixture.generations.failWith(null);
  }

  @Test
  void keepsThePluginOfAFileThatBecomesAnotherOneThatFails() throws Exception {
    deployGood();
    PluginJar.plugin("other", "1.0.0")
        .activator("other", "other", "throw new IllegalStateException();", "")
        .into(fixture.folder, "greeter.jar");

    refusedOnce();
    assertThat(fixture.changes(Kind.REMOVED)).isEmpty();
    fixture.assertOnlyActive("hotbus:greeter/1");
    assertThat(Host.SAID).doesNotContain("stop greeter 1.0.0");
  }
}
