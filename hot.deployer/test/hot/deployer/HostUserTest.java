// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.plugin.Deployment.Change.Kind;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/**
 * Bundles of the host that are wired to plugins (design 6: refused is a plan that would need a host
 * bundle restarted), and the wires of new generations, which are verified before the switch.
 */
@Timeout(120)
class HostUserTest {

  private static final String RESTART =
      "would need a restart of a bundle of the host: console, which uses package geo of shapes";

  @TempDir private Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
    fixture.deploy();
    shapes("1.0.0").into(fixture.folder, "shapes.jar");
    fixture.awaitChange(Kind.ADDED, 1);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private static PluginJar shapes(String version) {
    return PluginJar.talking("shapes", version)
        .entry("geo/readme", "here")
        .header("Export-Package", "geo;version=1.0.0");
  }

  private static PluginJar importing(String name) {
    return PluginJar.talking(name, "1.0.0")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, geo");
  }

  private Bundle install(String location, PluginJar jar) throws Exception {
    Bundle bundle =
        fixture.context().installBundle(location, new ByteArrayInputStream(jar.bytes()));
    bundle.start();
    return bundle;
  }

  @Test
  void replacesNothingThatABundleOfTheHostUsesUntilThatIsGone() throws Exception {
    Bundle console = install("host:console", importing("console"));

    shapes("1.1.0").into(fixture.folder, "shapes.jar");

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason()).isEqualTo("shapes.jar " + RESTART);
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(console.getState()).isEqualTo(Bundle.ACTIVE);
    fixture.assertOnlyActive("hotbus:shapes/1");
    console.uninstall();
    fixture.awaitChange(Kind.REPLACED, 1);
  }

  @Test
  void removesNothingThatABundleOfTheHostUses() throws Exception {
    install("host:console", importing("console"));

    Files.delete(fixture.folder.resolve("shapes.jar"));

    assertThat(fixture.awaitChange(Kind.HELD, 1).reason())
        .isEqualTo("shapes.jar is gone, but shapes stays: that " + RESTART);
    fixture.assertOnlyActive("hotbus:shapes/1");
  }

  /** A plugin that would have to follow, and that a bundle of the host uses. */
  @Test
  void blamesTheContentThatAPluginInUseWouldFollow() throws Exception {
    importing("garden")
        .entry("plants/readme", "here")
        .header("Export-Package", "plants;version=1.0.0")
        .into(fixture.folder, "garden.jar");
    fixture.awaitChange(Kind.ADDED, 2);
    install(
        "host:console",
        PluginJar.talking("console", "1.0.0")
            .header("Import-Package", "org.osgi.framework, hot.deployer.host, plants"));

    shapes("1.1.0").into(fixture.folder, "shapes.jar");

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
        .isEqualTo(
            "shapes.jar would need a restart of a bundle of the host: console, which uses package"
                + " plants of garden");
    assertThat(fixture.loaded("garden").generation()).isEqualTo(1);
  }

  @Test
  void findsWiresToWhatIsReplacedAndFromOutside() throws Exception {
    long shapes = fixture.loaded("shapes").bundleId();
    Bundle garden = install("hotbus:garden/1", importing("garden"));
    Bundle provider = fixture.context().getBundle(shapes);

    assertThat(new WireCheck(Set.of(garden.getBundleId()), Set.of(shapes)).problem(garden))
        .isEmpty();
    assertThat(new WireCheck(Set.of(garden.getBundleId()), Set.of()).problem(garden))
        .contains("was wired to hotbus:shapes/1, which is replaced or goes, by package geo");
    assertThat(new WireCheck(Set.of(shapes), Set.of(shapes)).problem(provider))
        .contains("was used before its time by hotbus:garden/1, by package geo");
    assertThat(
            new WireCheck(Set.of(shapes, garden.getBundleId()), Set.of(shapes)).problem(provider))
        .isEmpty();
  }
}
