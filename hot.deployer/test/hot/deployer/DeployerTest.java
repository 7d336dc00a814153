// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.StepTime;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

@Timeout(120)
class DeployerTest {

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  @Test
  void deploysWhatTheFolderHolds() throws Exception {
    PluginJar.talking("greeter", "1.0.0")
        .header("Hotbus-Build-Hash", "abc123")
        .into(fixture.folder, "greeter.jar");
    fixture.deploy();

    Change change = fixture.awaitChange(Kind.ADDED, 1);

    assertThat(change)
        .isEqualTo(
            new Change(Kind.ADDED, "greeter", "", "1.0.0", "greeter.jar", "greeter.jar is new"));
    fixture.assertOnlyActive("hotbus:greeter/1");
    LoadedPlugin plugin = fixture.loaded("greeter");
    assertThat(plugin.version()).isEqualTo("1.0.0");
    assertThat(plugin.generation()).isEqualTo(1);
    assertThat(plugin.buildHash()).isEqualTo("abc123");
    assertThat(plugin.file()).isEqualTo(fixture.folder.resolve("greeter.jar").toString());
    assertThat(plugin.bundleId()).isEqualTo(fixture.bundles().get(0).getBundleId());
    assertThat(fixture.state.resolve("manifest.json"))
        .content()
        .contains("\"id\": \"greeter\"", "\"buildHash\": \"abc123\"", "\"generation\": 1");
  }

  @Test
  void startsTheNewGenerationBesideTheOldOne() throws Exception {
    fixture.deploy();
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    long first = fixture.loaded("greeter").bundleId();

    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
    Change change = fixture.awaitChange(Kind.REPLACED, 1);

    assertThat(change.fromVersion()).isEqualTo("1.0.0");
    assertThat(change.toVersion()).isEqualTo("1.1.0");
    assertThat(change.reason()).isEqualTo("the content of greeter.jar has changed");
    assertThat(Host.SAID)
        .containsExactly("start greeter 1.0.0", "start greeter 1.1.0", "stop greeter 1.0.0");
    long second = fixture.loaded("greeter").bundleId();
    assertThat(fixture.generations.seen)
        .containsExactly(
            new RecordingSwitch.Seen(
                new GenerationSwitch.Change("greeter", 1, null, first), false, true),
            new RecordingSwitch.Seen(
                new GenerationSwitch.Change("greeter", 2, first, second), true, true));
    assertThat(fixture.loaded("greeter").previousVersion()).isEqualTo("1.0.0");
    fixture.assertOnlyActive("hotbus:greeter/2");
  }

  @Test
  void takesThePluginAwayWithItsFile() throws Exception {
    Deployer deployer = fixture.deploy();
    Path file = PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    long bundle = fixture.loaded("greeter").bundleId();

    Files.delete(file);
    Change change = fixture.awaitChange(Kind.REMOVED, 1);

    assertThat(change)
        .isEqualTo(new Change(Kind.REMOVED, "greeter", "1.0.0", "", "", "greeter.jar is gone"));
    assertThat(fixture.generations.seen)
        .last()
        .isEqualTo(
            new RecordingSwitch.Seen(
                new GenerationSwitch.Change("greeter", 1, bundle, null), true, false));
    assertThat(fixture.bundles()).isEmpty();
    assertThat(deployer.plugins()).isEmpty();
    assertThat(Host.SAID).endsWith("stop greeter 1.0.0");
    await().atMost(Fixture.PATIENCE).until(() -> storedContents().isEmpty());
  }

  @Test
  void doesNothingWhenAFileIsTouched() throws Exception {
    fixture.deploy();
    Path file = PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(fixture.rescan().changes()).isEmpty();
    PluginJar.put(Files.readAllBytes(file), fixture.folder, "greeter.jar");
    assertThat(fixture.rescan().changes()).isEmpty();

    assertThat(fixture.changes()).hasSize(1);
    assertThat(fixture.generations.seen).hasSize(1);
    fixture.assertOnlyActive("hotbus:greeter/1");
  }

  @Test
  void replacesTheSameVersionWithOtherContent() throws Exception {
    fixture.deploy();
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    PluginJar.talking("greeter", "1.0.0").entry("new", "x").into(fixture.folder, "greeter.jar");

    Change change = fixture.awaitChange(Kind.REPLACED, 1);
    assertThat(change.fromVersion()).isEqualTo(change.toVersion()).isEqualTo("1.0.0");
    fixture.assertOnlyActive("hotbus:greeter/2");
  }

  @Test
  void reactsToEventsWithoutRescan() throws Exception {
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.rescan();
    // The watch is registered after the first look at the latest: it asks for one itself.
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.talking("greeter", "2.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    Files.delete(fixture.folder.resolve("greeter.jar"));
    fixture.awaitChange(Kind.REMOVED, 1);
  }

  @Test
  void ignoresTemporaryAndHiddenFiles() throws Exception {
    fixture.deploy();
    for (String name : List.of(".a.jar", "b.jar.tmp", "c.jar.part", "d.jar~", "e.txt")) {
      PluginJar.talking("greeter", "1.0.0").into(fixture.folder, name);
    }
    Files.createDirectory(fixture.folder.resolve("folder.jar"));

    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(fixture.changes()).isEmpty();
  }

  @Test
  void waitsForAMissingFolderAndKeepsWhatCameFromIt() throws Exception {
    Files.delete(fixture.folder);
    fixture.deploy();
    assertThat(fixture.rescan().changes()).isEmpty();

    Files.createDirectory(fixture.folder);
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);

    Path elsewhere = directory.resolve("elsewhere");
    Files.move(fixture.folder, elsewhere);
    assertThat(fixture.rescan().changes()).isEmpty();
    fixture.assertOnlyActive("hotbus:greeter/1");

    Files.move(elsewhere, fixture.folder);
    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
  }

  @Test
  void resolvesPluginsThatImportFromEachOther() throws Exception {
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    // By name the user comes first; it is started after the provider all the same.
    PluginJar user = PluginJar.talking("a.user", "1.0.0");
    user.header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api");
    PluginJar provider =
        PluginJar.talking("z.provider", "1.0.0")
            .entry("z/api/readme", "here")
            .header("Export-Package", "z.api;version=1.0.0");
    PluginJar.put(provider.bytes(), fixture.folder, "z.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    fixture.stopDeploying();
    Host.SAID.clear();

    user.into(fixture.folder, "a.jar");
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.awaitChange(Kind.ADDED, 2);

    assertThat(Host.SAID).containsExactly("start z.provider 1.0.0", "start a.user 1.0.0");
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
  }

  @Test
  void tellsListenersAndRecordsTheTimeOfEachStep() throws Exception {
    Deployer deployer = fixture.deploy();
    List<Deployment> heard = new CopyOnWriteArrayList<>();
    deployer.onDeployment(
        deployment -> {
          throw new IllegalStateException("a listener that fails");
        });
    deployer.onDeployment(heard::add);

    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.talking("greeter", "1.0.1").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);

    await().atMost(Fixture.PATIENCE).until(() -> heard.size() == 2);
    assertThat(heard).isEqualTo(deployer.history());
    assertThat(heard).extracting(Deployment::number).containsExactly(1L, 2L);
    assertThat(heard.get(1).steps())
        .extracting(StepTime::step)
        .containsExactly(
            "detect",
            "copy",
            "verify",
            "install",
            "resolve",
            "start",
            "attach",
            "stop",
            "uninstall");
  }

  @Test
  void takesItsPluginsOutInReverseOrderWhenClosed() throws Exception {
    PluginJar.talking("a", "1.0.0").into(fixture.folder, "a.jar");
    PluginJar.talking("b", "1.0.0").into(fixture.folder, "b.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 2);
    fixture.generations.seen.clear();
    Host.SAID.clear();

    fixture.stopDeploying();

    assertThat(Host.SAID).containsExactly("stop b 1.0.0", "stop a 1.0.0");
    assertThat(fixture.generations.seen)
        .extracting(seen -> seen.change().plugin() + " to " + seen.change().to())
        .containsExactly("b to null", "a to null");
    assertThat(fixture.bundles()).isEmpty();
    assertThat(fixture.state.resolve("manifest.json")).content().doesNotContain("\"id\"");
  }

  private List<Path> storedContents() throws Exception {
    try (var files = Files.list(fixture.state.resolve("store"))) {
      return files.toList();
    }
  }
}
