// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistributionTest {
  @TempDir Path home;

  private Path jar(String folder, String symbolicName) throws Exception {
    Path parent = Files.createDirectories(home.resolve(folder));
    return JarMaker.bundle(symbolicName).write(parent.resolve(symbolicName + ".jar"));
  }

  @Test
  void installsWhatDoesNotComeFromTheClassPath() throws Exception {
    Path api = jar("boot", "bus.api");
    jar("boot", "com.fasterxml.jackson.core.jackson-core");
    Path terminal = jar("boot", "org.jline");
    jar("bundles", "org.jline");
    jar("bundles", "bus.api");
    jar("bundles", "ch.qos.logback.classic");
    jar("bundles", "org.apache.aries.spifly.dynamic.bundle");
    jar("bundles", "hot.codegen");
    Path runtime = jar("bundles", "bus.runtime");
    Path json = jar("bundles", "com.fasterxml.jackson.core.jackson-core");
    Distribution distribution = Distribution.at(home);
    assertThat(distribution.installable()).containsExactlyInAnyOrder(runtime, json);
    assertThat(distribution.sharedJars()).containsExactly(api, terminal);
    assertThat(distribution.bootJar("bus.api")).isEqualTo(api);
  }

  @Test
  void keepsTheTerminalOfTheShellFromPlugins() {
    assertThat(RealDistribution.get().compileJars())
        .extracting(jar -> BundleFile.of(jar).symbolicName())
        .contains("bus.api")
        .doesNotContain("org.jline");
  }

  @Test
  void saysWhatIsMissing() throws Exception {
    assertThatThrownBy(() -> Distribution.at(home))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining(home.resolve("boot") + " can not be read")
        .hasMessageContaining("hotbus.home");
    Distribution empty = new Distribution(home, List.of(), List.of());
    assertThatThrownBy(() -> empty.bootJar("bus.api"))
        .hasMessage(home.resolve("boot") + " has no bus.api; build or install Hotbus again");
  }

  @Test
  void holdsAllThatTheDaemonNeeds() {
    Distribution distribution = RealDistribution.get();
    assertThat(distribution.sharedJars())
        .extracting(jar -> BundleFile.of(jar).symbolicName())
        .contains("bus.api", "org.osgi.util.promise", "org.osgi.util.function", "slf4j.api");
    assertThat(distribution.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(distribution.installable())
        .extracting(jar -> BundleFile.of(jar).symbolicName())
        .contains("bus.runtime", "hot.deployer", "bus.shell", "org.apache.felix.scr");
  }
}
