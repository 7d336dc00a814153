// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Leak;
import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plugin that cleans up after itself is never accused, whatever of the JDK it uses: records,
 * lambdas, switches over strings, resource bundles, threads and thread-locals that end.
 */
class WellBehavedTest {

  private static final String START =
      """
      record Point(int x, String y) {}
      Point point = new Point(1, "y" + context.getBundle().getBundleId());
      if (!point.equals(new Point(1, point.y())) || point.hashCode() == 0) {
        throw new IllegalStateException(point.toString());
      }
      java.util.Map<Point, Runnable> map = new java.util.HashMap<>();
      map.put(point, () -> Host.SAID.clear());
      map.get(point).run();
      Thread thread = new Thread(() -> new ThreadLocal<Object>().set(point), "well-behaved");
      thread.start();
      thread.join();
      java.util.ResourceBundle.getBundle(
          "texts", java.util.Locale.ROOT, getClass().getClassLoader());
      """;

  @TempDir Path directory;

  @Test
  @Timeout(180)
  void isNeverAccusedIn200Reloads() throws Exception {
    reload(200, 40);
  }

  @Test
  @Tag("slow")
  @Timeout(3600)
  void isNeverAccusedIn10000Reloads() throws Exception {
    reload(10_000, 500);
  }

  private void reload(int times, int lookEvery) throws Exception {
    PluginJar jar =
        PluginJar.plugin("greeter", "1.0.0")
            .activator("greeter", "good", START, "")
            .entry("texts.properties", "hello=Hello");
    try (Fixture fixture = new Fixture(directory)) {
      Deployer deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
      for (int i = 1; i <= times; i++) {
        jar.entry("reload", Integer.toString(i)).into(fixture.folder, "greeter.jar");
        fixture.rescan();
        assertThat(fixture.loaded("greeter").generation()).isEqualTo(i);
        if (i % lookEvery == 0) {
          System.gc();
          assertThat(proven(fixture.leaks(false))).isEmpty();
        }
      }
      assertThat(proven(fixture.leaks(true))).isEmpty();
      await()
          .atMost(Fixture.PATIENCE)
          .untilAsserted(
              () -> {
                System.gc();
                List<UnloadedPlugin> all = deployer.unloaded();
                assertThat(all.subList(0, all.size() - 1))
                    .extracting(UnloadedPlugin::proof)
                    .containsOnly(Proof.COLLECTED);
              });
    }
  }

  private static List<Leak> proven(List<Leak> leaks) {
    return leaks.stream().filter(Leak::proven).toList();
  }
}
