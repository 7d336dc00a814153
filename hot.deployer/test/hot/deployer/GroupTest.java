// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.Quarantined;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.promise.Promise;

/**
 * Files without a wire that name the same {@code Hotbus-Group} (design 6: a connected component is
 * all or nothing). Looks are made by the test alone, so that both files are there at each.
 */
@Timeout(120)
class GroupTest {

  private static final String FAILS_WHEN_BROKEN =
      "if (Host.SHARED.containsKey(\"broken\")) throw new IllegalStateException(\"no port\");";

  @TempDir private Path directory;
  private Fixture fixture;
  private Deployer deployer;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private static PluginJar member(String plugin, String version) {
    return member(plugin, version, "");
  }

  private static PluginJar member(String plugin, String version, String start) {
    return PluginJar.plugin(plugin, version)
        .activator(plugin, plugin + " " + version, start, "")
        .header("Hotbus-Group", "weather");
  }

  private void put(PluginJar a, PluginJar b) throws Exception {
    put(a.bytes(), b.bytes());
  }

  /** Puts files into the folder in one step, by putting the folder there. */
  private void put(byte[] a, byte[] b) throws Exception {
    Path next = Files.createDirectories(directory.resolve("next"));
    PluginJar.put(a, next, "a.jar");
    PluginJar.put(b, next, "b.jar");
    Path old = Files.createTempDirectory(directory, "old").resolve("plugins");
    Files.move(fixture.folder, old);
    Files.move(next, fixture.folder);
  }

  private void running(String a, String b) throws Exception {
    put(member("a", a), member("b", b));
    deployer = fixture.deploy(Duration.ofMillis(200), Duration.ofSeconds(10));
    run(a, b);
    fixture.generations.seen.clear();
  }

  private void run(String a, String b) {
    await()
        .atMost(Fixture.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(deployer.plugins())
                    .extracting(plugin -> plugin.id() + " " + plugin.version())
                    .containsExactly("a " + a, "b " + b));
  }

  private <T> T get(Promise<T> promise) throws Exception {
    return promise.timeout(Fixture.PATIENCE.toMillis()).getValue();
  }

  @Test
  void switchesToTheFilesOfAGroupInOneStep() throws Exception {
    running("1.0.0", "1.0.0");

    put(member("a", "1.1.0"), member("b", "1.1.0"));
    run("1.1.0", "1.1.0");

    assertThat(fixture.generations.seen)
        .extracting(seen -> seen.change().plugin())
        .containsExactlyInAnyOrder("a", "b");
    assertThat(fixture.generations.calls()).isEqualTo(2);
  }

  @Test
  void takesNoneOfAGroupIfOneDoesNotStartAndAllWhenItDoes() throws Exception {
    running("1.0.0", "1.0.0");
    Host.SHARED.put("broken", true);

    put(member("a", "1.1.0"), member("b", "1.1.0", FAILS_WHEN_BROKEN));
    fixture.awaitChange(Kind.REFUSED, 2);

    assertThat(fixture.changes(Kind.REFUSED))
        .extracting(Change::reason)
        .containsExactlyInAnyOrder(
            "b.jar does not start: IllegalStateException: no port",
            "a.jar belongs to the group weather, of which b.jar is refused");
    run("1.0.0", "1.0.0");
    assertThat(fixture.generations.seen).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(deployer.quarantine())
        .extracting(Quarantined::plugin, Quarantined::waitsFor)
        .anySatisfy(
            each ->
                assertThat(each.toList())
                    .containsExactly("a", "that all of the group weather can be taken"));
    Host.SHARED.clear();
    Deployment retried = get(deployer.retry("b.jar"));

    assertThat(retried.changes()).extracting(Change::kind).containsOnly(Kind.REPLACED);
    run("1.1.0", "1.1.0");
    assertThat(deployer.quarantine()).isEmpty();
  }

  @Test
  void takesNoneOfAGroupIfTheManifestOfOneIsRefused() throws Exception {
    put(member("a", "1.0.0"), member("b", "1.0.0").header("Require-Bundle", "a"));
    deployer = fixture.deploy();
    fixture.awaitChange(Kind.REFUSED, 2);

    assertThat(deployer.plugins()).isEmpty();
    assertThat(Host.SAID).isEmpty();
    member("b", "1.0.0").into(fixture.folder, "b.jar");
    run("1.0.0", "1.0.0");
  }

  @Test
  void takesNoneOfAGroupIfOneCanNotBeInstalled() throws Exception {
    running("1.0.0", "1.0.0");
    Host.SAID.clear();

    put(
        member("a", "1.1.0"),
        member("b", "1.1.0")
            .header("Import-Package", "org.osgi.framework, hot.deployer.host, hot.deployer.host"));
    fixture.awaitChange(Kind.REFUSED, 2);

    assertThat(fixture.changes(Kind.REFUSED))
        .extracting(Change::reason)
        .anyMatch(reason -> reason.startsWith("b.jar can not be installed: "));
    assertThat(Host.SAID).isEmpty();
    assertThat(fixture.bundles()).hasSize(2);
    run("1.0.0", "1.0.0");
  }

  @Test
  void goesBackWithTheWholeGroupIfTheSwitchFails() throws Exception {
    running("1.0.0", "1.0.0");
    fixture.generations.failWith(Failure.of("NotReady", "no port"), "b");

    put(member("a", "1.1.0"), member("b", "1.1.0"));
    fixture.awaitChange(Kind.REFUSED, 2);

    run("1.0.0", "1.0.0");
    assertThat(fixture.bundles()).hasSize(2);
    fixture.generations.failWith(null);
  }

  @Test
  void keepsAMemberWhoseFileIsGoneAsLongAsAnotherIsRefused() throws Exception {
    running("1.0.0", "1.0.0");
    PluginJar bad = member("b", "1.1.0", "throw new IllegalStateException(\"no port\");");
    put(member("a", "1.0.0"), bad);
    fixture.awaitChange(Kind.REFUSED, 1);

    Files.delete(fixture.folder.resolve("a.jar"));

    assertThat(fixture.awaitChange(Kind.HELD, 1).reason())
        .isEqualTo(
            "a.jar is gone, but a stays: it belongs to the group weather, of which b.jar is"
                + " refused");
    run("1.0.0", "1.0.0");
    member("b", "1.2.0").into(fixture.folder, "b.jar");
    await().atMost(Fixture.PATIENCE).until(() -> deployer.plugins().size() == 1);
    assertThat(fixture.loaded("b").version()).isEqualTo("1.2.0");
  }

  @Test
  void waitsForAMemberThatIsBeingWritten() throws Exception {
    running("1.0.0", "1.0.0");
    deployer.close();
    deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    run("1.0.0", "1.0.0");
    byte[] next = member("b", "1.1.0").padding(9_000, 1).bytes();

    put(member("a", "1.1.0").bytes(), Arrays.copyOf(next, next.length / 2));
    fixture.rescan();
    run("1.0.0", "1.0.0");
    Files.write(fixture.folder.resolve("b.jar"), next);
    fixture.rescan();

    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
    run("1.1.0", "1.1.0");
  }

  @Test
  void changesNothingOfAGroupWhoseMemberIsPinned() throws Exception {
    running("1.0.0", "1.0.0");
    get(deployer.pin("b"));

    put(member("a", "1.1.0"), member("b", "1.1.0"));

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
        .isEqualTo("a.jar belongs to the group weather, of which b is pinned");
    run("1.0.0", "1.0.0");
    get(deployer.unpin("b"));
    run("1.1.0", "1.1.0");
  }
}
