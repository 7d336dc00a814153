// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.UnloadedPlugin.Proof;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class UnloadTest {

  @TempDir Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
    fixture.deploy();
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private void awaitProof(int generation, Proof proof) {
    await()
        .atMost(Fixture.PATIENCE)
        .until(
            () -> {
              System.gc();
              return fixture.unloaded("greeter", generation).proof() == proof;
            });
  }

  @Test
  void collectsTheClassLoadersOfReplacedAndRemovedGenerations() throws Exception {
    Path file = PluginJar.talking("greeter", "1.0.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    Files.delete(file);
    fixture.awaitChange(Kind.REMOVED, 1);

    awaitProof(1, Proof.COLLECTED);
    awaitProof(2, Proof.COLLECTED);
  }

  @Test
  void collectsTheClassLoaderOfAGenerationThatThrew() throws Exception {
    PluginJar.plugin("greeter", "1.0.0")
        .activator("greeter", "bad", "throw new IllegalStateException(\"no port\");", "")
        .into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REFUSED, 1);

    awaitProof(1, Proof.COLLECTED);
  }

  @Test
  void tellsThatALeakingPluginIsHeldAndNeverThatItIsCollected() throws Exception {
    PluginJar.plugin("greeter", "1.0.0")
        .activator("greeter", "leaky", "Host.SHARED.put(\"leak\", getClass());", "")
        .into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 1);

    awaitProof(1, Proof.HELD);
    assertThat(fixture.unloaded("greeter", 1).note())
        .startsWith("something holds its class loader; if the plugin has records");

    PluginJar.talking("greeter", "1.2.0").into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.REPLACED, 2);
    awaitProof(2, Proof.COLLECTED);
    assertThat(fixture.unloaded("greeter", 1).proof()).isEqualTo(Proof.HELD);
    assertThat(fixture.unloaded("greeter", 1).note())
        .isEqualTo("something holds its class loader: a leak");

    Host.SHARED.remove("leak");
    awaitProof(1, Proof.COLLECTED);
  }

  @Test
  void collectsAProviderOnceItsLastUserIsGone() throws Exception {
    Path provider =
        PluginJar.talking("greeter", "1.0.0")
            .entry("z/api/readme", "here")
            .header("Export-Package", "z.api;version=1.0.0")
            .into(fixture.folder, "greeter.jar");
    fixture.awaitChange(Kind.ADDED, 1);
    Path user =
        PluginJar.talking("user", "1.0.0")
            .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api")
            .into(fixture.folder, "user.jar");
    fixture.awaitChange(Kind.ADDED, 2);
    Files.delete(provider);
    assertThat(fixture.awaitChange(Kind.HELD, 1).reason())
        .isEqualTo(
            "greeter.jar is gone, but greeter stays: user imports z.api, which nobody else"
                + " exports");

    Files.delete(user);
    fixture.awaitChange(Kind.REMOVED, 2);

    awaitProof(1, Proof.COLLECTED);
    assertThat(fixture.unloaded("greeter", 1).note()).isEmpty();
  }
}
