// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

class DeployerSettingsTest {

  private final Map<String, String> properties =
      new HashMap<>(Map.of("hotbus.plugins", "a" + File.pathSeparator + "b", "hotbus.state", "s"));

  private DeployerSettings read() {
    return DeployerSettings.of(
        (BundleContext)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {BundleContext.class},
                (self, method, arguments) -> properties.get((String) arguments[0])));
  }

  @Test
  void readsFrameworkProperties() {
    properties.put("hotbus.rescan", "500");
    assertThat(read())
        .isEqualTo(
            new DeployerSettings(
                List.of(Path.of("a"), Path.of("b")),
                Path.of("s"),
                Duration.ofSeconds(10),
                Duration.ofMillis(500),
                3,
                Duration.ofSeconds(5)));
  }

  @Test
  void saysWhichPropertyIsMissing() {
    properties.remove("hotbus.state");
    assertThatThrownBy(this::read)
        .hasMessage(
            "framework property hotbus.state is not set; it must name the directory for the"
                + " deployer's state");
    properties.remove("hotbus.plugins");
    assertThatThrownBy(this::read).hasMessageContaining("hotbus.plugins is not set");
  }

  @Test
  void saysWhatIsWrongWithANumberOrAFolder() {
    properties.put("hotbus.start.timeout", "10s");
    assertThatThrownBy(this::read)
        .hasMessage(
            "framework property hotbus.start.timeout is \"10s\"; expected a number of"
                + " milliseconds above 0");
    properties.remove("hotbus.start.timeout");
    properties.put("hotbus.state", "./b");
    assertThatThrownBy(this::read).hasMessageContaining("is named twice");
  }
}
