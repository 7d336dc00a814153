// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.StepTime;
import hot.deployer.host.Host;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

@Timeout(120)
class RestartTest {

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

  /** Begins again, as a new process would. */
  private void restart() throws Exception {
    fixture.close();
    fixture = new Fixture(directory);
    fixture.deploy();
  }

  private Bundle leaveOver(String location) throws Exception {
    byte[] old = PluginJar.talking("greeter", "0.9.0").bytes();
    Bundle bundle = fixture.context().installBundle(location, new ByteArrayInputStream(old));
    bundle.start();
    return bundle;
  }

  @Test
  void takesLeftOverBundlesOutBeforeItDeploys() throws Exception {
    Bundle left = leaveOver("hotbus:greeter/7");
    Bundle gone = leaveOver("hotbus:removed/plugin/2");
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");

    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);

    assertThat(left.getState()).isEqualTo(Bundle.UNINSTALLED);
    assertThat(gone.getState()).isEqualTo(Bundle.UNINSTALLED);
    fixture.assertOnlyActive("hotbus:greeter/8");
    assertThat(Host.SAID)
        .containsExactly(
            "start greeter 0.9.0",
            "start greeter 0.9.0",
            "stop greeter 0.9.0",
            "stop greeter 0.9.0",
            "start greeter 1.0.0");
  }

  @Test
  void remembersDeploymentsWithTheTimeOfEachStep() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    List<Deployment> before = fixture.history();
    assertThat(before.get(0).steps())
        .extracting(StepTime::step)
        .contains("detect", "copy", "verify", "install", "resolve", "start", "attach");

    restart();
    fixture.awaitChange(Kind.ADDED, 1);

    assertThat(fixture.history()).hasSize(2).startsWith(before.get(0));
    assertThat(fixture.history()).extracting(Deployment::number).containsExactly(1L, 2L);
  }

  @Test
  void neverUsesAGenerationTwice() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);

    restart();

    fixture.awaitChange(Kind.ADDED, 1);
    fixture.assertOnlyActive("hotbus:greeter/2");
  }

  @Test
  void deploysTheLastGoodContentOfAFileThatIsCorruptAtStart() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    fixture.stopDeploying();
    Files.write(fixture.folder.resolve("greeter.jar"), new byte[5_000]);

    restart();

    assertThat(fixture.awaitChange(Kind.ADDED, 1).toVersion()).isEqualTo("1.0.0");
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);
    assertThat(refused.plugin()).isEqualTo("greeter");
    assertThat(refused.reason()).startsWith("greeter.jar is no complete jar");
    fixture.assertOnlyActive("hotbus:greeter/2");
  }

  @Test
  void deploysTheLastGoodContentOfAFileThatDoesNotStartAfterARestart() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.plugin("greeter", "1.1.0")
        .activator("greeter", "bad", "throw new IllegalStateException();", "")
        .into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REFUSED, 1);

    restart();

    Change added = fixture.awaitChange(Kind.ADDED, 1);
    assertThat(added.toVersion()).isEqualTo("1.0.0");
    assertThat(added.reason())
        .isEqualTo("the last good content of greeter.jar is taken before what the file holds now");
    fixture.awaitChange(Kind.REFUSED, 1);
  }

  /** Design 6: after a crash the last good set runs, whatever part of it could run by itself. */
  @Test
  void bringsTheLastGoodSetBackBeforeItLooksAtWhatHasComeSince() throws Exception {
    runAProviderAndItsUserAndStop();
    provider("2.0.0").into(fixture.folder, "z.jar");
    PluginJar.plugin("a.user", "2.0.0")
        .activator("a.user", "bad", "throw new IllegalStateException(\"ugh\");", "")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api;version=\"[2,3)\"")
        .into(fixture.folder, "a.jar");

    restart();
    fixture.awaitChange(Kind.REFUSED, 2);

    assertThat(fixture.changes(Kind.ADDED)).extracting(Change::toVersion).containsOnly("1.0.0");
    assertThat(fixture.changes(Kind.REFUSED))
        .extracting(Change::reason)
        .contains("a.jar does not start: IllegalStateException: ugh")
        .anyMatch(reason -> reason.startsWith("z.jar would break a.user 1.0.0"));
    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("a.user").version()).isEqualTo("1.0.0");
  }

  @Test
  void marksTheStateForAsLongAsItWorks() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    assertThat(fixture.state.resolve("running")).exists();

    fixture.stopDeploying();

    assertThat(fixture.state.resolve("running")).doesNotExist();
  }

  @Test
  void bringsTheLastGoodSetBackWhenOnlyAFileWasAdded() throws Exception {
    runAProviderAndItsUserAndStop();
    provider("2.0.0").into(fixture.folder, "z-2.jar");

    restart();
    fixture.awaitChange(Kind.ADDED, 2);
    fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("a.user").version()).isEqualTo("1.0.0");
  }

  private void runAProviderAndItsUserAndStop() throws Exception {
    provider("1.0.0").into(fixture.folder, "z.jar");
    PluginJar.talking("a.user", "1.0.0")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api;version=\"[1,2)\"")
        .into(fixture.folder, "a.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 2);
    fixture.stopDeploying();
  }

  private static PluginJar provider(String version) {
    return PluginJar.talking("z.provider", version)
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=" + version);
  }

  @Test
  void doesNotTrustADamagedStoreOrJournal() throws Exception {
    PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.deploy();
    fixture.awaitChange(Kind.ADDED, 1);
    fixture.stopDeploying();
    try (var files = Files.list(fixture.state.resolve("store"))) {
      for (Path content : files.toList()) {
        Files.write(content, new byte[100]);
      }
    }
    Files.writeString(fixture.state.resolve("generations.properties"), "greeter=\\u00");

    restart();

    assertThat(fixture.awaitChange(Kind.ADDED, 1).toVersion()).isEqualTo("1.0.0");
    fixture.assertOnlyActive("hotbus:greeter/1");
  }
}
