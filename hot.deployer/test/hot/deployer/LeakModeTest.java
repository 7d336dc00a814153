// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.Leak;
import bus.api.plugin.Leak.Holder;
import bus.api.plugin.UnloadedPlugin.Proof;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hotbus.leaks} makes the deployer do by itself. */
@Timeout(120)
class LeakModeTest {

  @TempDir Path directory;

  private static Path leaky(Fixture fixture, String version) throws Exception {
    return PluginJar.plugin("greeter", version)
        .activator("greeter", "leaky", "Host.SHARED.put(\"leak\", getClass());", "")
        .into(fixture.folder, "greeter.jar");
  }

  private static void awaitProof(Fixture fixture, Proof proof) {
    await()
        .atMost(Fixture.PATIENCE)
        .until(
            () -> {
              System.gc();
              return fixture.unloaded("greeter", 1).proof() == proof;
            });
  }

  @Test
  void looksForNothingByItselfUnlessToldTo() throws Exception {
    try (Fixture fixture = new Fixture(directory)) {
      Deployer deployer = fixture.deploy();
      Path file = leaky(fixture, "1.0.0");
      fixture.awaitChange(Kind.ADDED, 1);
      Files.delete(file);
      fixture.awaitChange(Kind.REMOVED, 1);
      awaitProof(fixture, Proof.HELD);

      assertThat(deployer.leaks()).isEmpty();
      // The newest one may be held by the JDK, so without a dump it is no leak yet.
      assertThat(fixture.leaks(false)).extracting(Leak::proven).containsExactly(false);
      assertThat(fixture.leaks(true)).extracting(Leak::proven).containsExactly(true);
      assertThat(deployer.leaks()).hasSize(1);

      Host.SHARED.clear();
      awaitProof(fixture, Proof.COLLECTED);
      assertThat(deployer.leaks()).isEmpty();
      assertThat(fixture.leaks(true)).isEmpty();
    }
  }

  @Test
  void strictModeRefusesAPluginForAsLongAsItLeaks() throws Exception {
    Map<String, String> strict = Map.of(LeakSettings.LEAKS, "strict", LeakSettings.AFTER, "0");
    try (Fixture fixture = new Fixture(directory, strict)) {
      Deployer deployer = fixture.deploy();
      Path file = leaky(fixture, "1.0.0");
      fixture.awaitChange(Kind.ADDED, 1);
      Files.delete(file);
      fixture.awaitChange(Kind.REMOVED, 1);
      awaitProof(fixture, Proof.HELD);
      await().atMost(Fixture.PATIENCE).until(() -> !deployer.leaks().isEmpty());
      assertThat(deployer.leaks())
          .singleElement()
          .satisfies(
              leak -> {
                assertThat(leak.proven()).isTrue();
                assertThat(leak.holders())
                    .extracting(Holder::kind)
                    .containsExactly(Holder.Kind.REFERENCE);
              });

      PluginJar.talking("greeter", "1.1.0").into(fixture.folder, "greeter.jar");
      PluginJar.talking("other", "1.0.0").into(fixture.folder, "other.jar");
      assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
          .isEqualTo(
              "greeter.jar is not deployed while generation 1 of greeter leaks (static field"
                  + " hot.deployer.host.Host.SHARED reaches class greeter.Activator); hot:leaks"
                  + " tells more");
      assertThat(fixture.awaitChange(Kind.ADDED, 2).plugin()).isEqualTo("other");

      Host.SHARED.clear();
      awaitProof(fixture, Proof.COLLECTED);
      assertThat(fixture.awaitChange(Kind.ADDED, 3).plugin()).isEqualTo("greeter");
    }
  }

  @Test
  void namesWhatIsWrongWithASetting() throws Exception {
    try (Fixture fixture = new Fixture(directory, Map.of(LeakSettings.LEAKS, "loud"))) {
      assertThatThrownBy(fixture::deploy)
          .hasMessage(
              "framework property hotbus.leaks is \"loud\"; expected off, report or strict");
    }
  }
}
