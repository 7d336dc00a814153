// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.Quarantined;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/** Troubles with the directories that are written to (issue 5, 5). */
@Timeout(120)
class TroubleTest {

  private static final Duration LIMIT = Duration.ofSeconds(10);

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

  /** Deploys 1.0.0 of a plugin. */
  private void deploy() throws Exception {
    greeter("1.0.0");
    deployer = fixture.deploy(Fixture.NEVER, LIMIT);
    fixture.awaitChange(Kind.ADDED, 1);
  }

  private void greeter(String version) throws IOException {
    PluginJar.talking("greeter", version).into(fixture.folder, "greeter.jar");
  }

  private void deletes(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private String refusedOnce() throws Exception {
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(deployer.quarantine()).extracting(Quarantined::waitsFor).contains(Objection.ROOM);
    return refused.reason();
  }

  private void assertRuns(String version) {
    assertThat(fixture.loaded("greeter").version()).isEqualTo(version);
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsExactly(Bundle.ACTIVE);
  }

  private void restarts() throws Exception {
    fixture.stopDeploying();
    deploy();
  }

  @Test
  void refusesASecondDeployerOnAStateDirectory() throws Exception {
    deploy();

    assertThatThrownBy(
            () ->
                new Deployer(
                    fixture.context(),
                    fixture.generations,
                    new DeployerSettings(
                        List.of(fixture.folder), fixture.state, LIMIT, LIMIT, 3, Duration.ZERO)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "state directory %s is in use by another deployer (process %d); stop that process, or"
                + " set hotbus.state to a directory of this one's own",
            fixture.state, ProcessHandle.current().pid());
    assertRuns("1.0.0");
  }

  @Test
  void refusesAStateDirectoryThatAnotherProcessHasUntilItEnds() throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                fixture.state.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      String holder = other.pid() + "\n";
      await()
          .atMost(Fixture.PATIENCE)
          .ignoreExceptions()
          .until(() -> Files.readString(fixture.state.resolve("lock.pid")).equals(holder));
      assertThatThrownBy(() -> fixture.deploy())
          .hasMessageContaining("in use by another deployer (process " + other.pid() + ")");
    } finally {
      other.destroyForcibly();
      assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    deploy();
    assertRuns("1.0.0");
  }

  @Test
  void takesAFileWhenTheDiskOfTheStoreHasRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.at(fixture.state)) {
      deploy();
      disk.fill();
      greeter("1.1.0");

      assertThat(refusedOnce())
          .isEqualTo(
              "greeter.jar can not be copied: "
                  + fixture.state.resolve("store")
                  + " can not be written: No space left on device; make room there or make it"
                  + " writable, it is tried again by itself");
      assertRuns("1.0.0");
      disk.free();
      fixture.rescan();
      assertRuns("1.1.0");
      assertThat(deployer.quarantine()).isEmpty();
      fixture.stopDeploying();
    }
  }

  @Test
  void writesTheJournalWhenTheDiskHasRoomAgain() throws Exception {
    try (SmallDisk disk = SmallDisk.at(fixture.state)) {
      deploy();
      Path journal = fixture.state.resolve("deployed.properties");
      await().atMost(Fixture.PATIENCE).until(() -> Files.readString(journal).contains("greeter"));
      disk.fill();
      Files.delete(fixture.folder.resolve("greeter.jar"));
      fixture.rescan();
      fixture.awaitChange(Kind.REMOVED, 1);
      assertThat(Files.readString(journal)).contains("greeter");

      disk.free();
      fixture.rescan();

      assertThat(Files.readString(journal)).doesNotContain("greeter");
      fixture.stopDeploying();
    }
  }

  @Test
  void installsAPluginWhenTheDiskOfTheFrameworkHasRoomAgain() throws Exception {
    fixture.close();
    Path other = directory.resolve("other");
    try (SmallDisk disk = SmallDisk.at(other.resolve("storage"))) {
      fixture = new Fixture(other);
      deploy();
      disk.fill();
      greeter("1.1.0");

      assertThat(refusedOnce())
          .startsWith("greeter.jar can not be installed: " + other.resolve("storage") + " can not")
          .contains("No space left on device");
      assertRuns("1.0.0");
      disk.free();
      fixture.rescan();
      assertRuns("1.1.0");
      fixture.close();
    }
    fixture = new Fixture(directory.resolve("last"));
  }

  @Test
  void writesAStateDirectoryAgainThatWasDeletedWhileItRan() throws Exception {
    deploy();
    PluginJar.talking("other", "1.0.0").into(fixture.folder, "other.jar");
    fixture.awaitChange(Kind.ADDED, 2);
    deployer.pin("other").getValue();
    deletes(fixture.state);

    assertThat(fixture.rescan().changes()).isEmpty();

    assertThat(fixture.state.resolve("running")).exists();
    fixture.stopDeploying();
    Files.write(fixture.folder.resolve("greeter.jar"), new byte[] {1});
    Files.delete(fixture.folder.resolve("other.jar"));
    deployer = fixture.deploy(Fixture.NEVER, LIMIT);
    fixture.rescan();
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("other").pinned()).isTrue();
  }

  @Test
  void goesOnWhenTheStoreCanBeMadeAgain() throws Exception {
    deploy();
    Path store = fixture.state.resolve("store");
    deletes(store);
    Files.writeString(store, "in its place");

    assertThatThrownBy(() -> fixture.rescan())
        .rootCause()
        .hasMessageContaining(store + " can not be written: it is no directory; make room");
    assertRuns("1.0.0");
    Files.delete(store);
    greeter("1.1.0");
    fixture.rescan();
    assertRuns("1.1.0");
    restarts();
  }

  @Test
  void installsWhenTheCacheOfTheFrameworkWasDeletedWhileItRan() throws Exception {
    deploy();
    deletes(directory.resolve("storage"));
    greeter("1.1.0");

    fixture.rescan();

    assertRuns("1.1.0");
    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
  }
}
