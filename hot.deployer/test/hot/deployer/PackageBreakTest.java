// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.DeploymentPlan;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Versions of packages (design 6: a semantic-version break that leaves a user of a package behind
 * is refused; issue 5, 2: it is found in the plan, before anything is installed).
 */
@Timeout(120)
class PackageBreakTest {

  private static final String NEEDED =
      "shapes.jar is gone, but shapes stays: garden imports geo [1.0.0,2.0.0), which nobody else"
          + " exports";

  @TempDir private Path directory;
  private Fixture fixture;
  private Deployer deployer;
  private final List<String> installed = new CopyOnWriteArrayList<>();

  @BeforeEach
  void open() throws Exception {
    begin();
  }

  private void begin() throws Exception {
    fixture = new Fixture(directory);
    fixture
        .context()
        .addBundleListener(
            event -> {
              if (event.getType() == BundleEvent.INSTALLED) {
                installed.add(event.getBundle().getSymbolicName());
              }
            });
    deployer = fixture.deploy(Duration.ofMillis(200), Duration.ofSeconds(10));
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private static PluginJar exporting(String plugin, String version, String exports) {
    PluginJar jar = PluginJar.talking(plugin, version).header("Export-Package", exports);
    return jar.entry("geo/readme", "here").entry("geo/more/readme", "here");
  }

  private static PluginJar user(String plugin, String imports) {
    return user(plugin, "1.0.0", imports);
  }

  private static PluginJar user(String plugin, String version, String imports) {
    return PluginJar.talking(plugin, version)
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, " + imports);
  }

  private void put(PluginJar jar, String file) throws Exception {
    jar.into(fixture.folder, file);
  }

  private void run(String... plugins) {
    await()
        .atMost(Fixture.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(deployer.plugins())
                    .extracting(plugin -> plugin.id() + " " + plugin.version())
                    .containsExactlyInAnyOrder(plugins));
  }

  private void runShapesAndGarden() throws Exception {
    put(exporting("shapes", "1.0.0", "geo;version=1.0.0"), "shapes.jar");
    put(user("garden", "geo;version=\"[1.0,2)\""), "garden.jar");
    run("shapes 1.0.0", "garden 1.0.0");
    installed.clear();
  }

  @Test
  void namesAllUsersThatANewVersionWouldBreakAndInstallsNothing() throws Exception {
    put(exporting("shapes", "1.0.0", "geo;version=1.4.0, geo.more;version=1.0.0"), "shapes.jar");
    put(user("garden", "geo;version=\"[1.0,2)\", geo.more"), "garden.jar");
    put(user("map", "2.1.0", "geo;version=\"[1.3,1.5)\""), "map.jar");
    put(user("any", "geo"), "any.jar");
    put(user("modest", "geo;version=\"[1,2)\";resolution:=optional"), "modest.jar");
    run("shapes 1.0.0", "garden 1.0.0", "map 2.1.0", "any 1.0.0", "modest 1.0.0");
    installed.clear();

    put(exporting("shapes", "2.0.0", "geo;version=2.0.0"), "shapes.jar");
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(refused.reason())
        .isEqualTo(
            "shapes.jar would break garden 1.0.0, map 2.1.0; shapes 2.0.0 no longer exports geo"
                + " 1.4.0 but 2.0.0: garden imports geo [1.0.0,2.0.0), map imports geo"
                + " [1.3.0,1.5.0); no longer exports geo.more 1.0.0: garden imports geo.more");
    assertThat(installed).isEmpty();
    assertThat(fixture.rescan().changes()).isEmpty();
    run("shapes 1.0.0", "garden 1.0.0", "map 2.1.0", "any 1.0.0", "modest 1.0.0");
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
  }

  @Test
  void showsABreakInThePlan() throws Exception {
    fixture.stopDeploying();
    deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    runShapesAndGarden();
    put(exporting("shapes", "2.0.0", "geo;version=2.0.0"), "shapes.jar");
    put(user("late", "geo;version=\"[3,4)\""), "late.jar");

    DeploymentPlan plan = deployer.plan().timeout(Fixture.PATIENCE.toMillis()).getValue();

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.text().lines())
        .containsExactlyInAnyOrder(
            "-  refuse shapes 1.0.0 -> 2.0.0 (shapes.jar): shapes.jar would break garden 1.0.0;"
                + " shapes 2.0.0 no longer exports geo 1.0.0 but 2.0.0: garden imports geo"
                + " [1.0.0,2.0.0)",
            "-  refuse late 1.0.0 (late.jar): late.jar can not be resolved: nobody provides package"
                + " geo [3.0.0,4.0.0) (shapes has version 1.0.0)");
    assertThat(installed).isEmpty();
  }

  @Test
  void takesABreakOnceItsUsersFitOrAreGone() throws Exception {
    runShapesAndGarden();
    put(exporting("shapes", "2.0.0", "geo;version=2.0.0"), "shapes.jar");
    fixture.awaitChange(Kind.REFUSED, 1);

    put(user("garden", "2.0.0", "geo;version=\"[2,3)\""), "garden.jar");
    run("shapes 2.0.0", "garden 2.0.0");

    put(exporting("shapes", "3.0.0", "geo;version=3.0.0"), "shapes.jar");
    fixture.awaitChange(Kind.REFUSED, 2);
    Files.delete(fixture.folder.resolve("garden.jar"));
    run("shapes 3.0.0");
  }

  @Test
  void rewiresUsersToAnotherExporterOfWhatANewVersionDropped() throws Exception {
    runShapesAndGarden();
    put(exporting("other", "1.0.0", "geo;version=1.5.0"), "other.jar");
    run("shapes 1.0.0", "garden 1.0.0", "other 1.0.0");

    put(PluginJar.talking("shapes", "2.0.0"), "shapes.jar");
    run("shapes 2.0.0", "garden 1.0.0", "other 1.0.0");

    assertThat(fixture.loaded("garden").generation()).isEqualTo(2);
    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
  }

  @Test
  void keepsAPluginWhoseFileIsGoneForAsLongAsOthersNeedIt() throws Exception {
    runShapesAndGarden();
    Host.SAID.clear();

    Files.delete(fixture.folder.resolve("shapes.jar"));
    Change held = fixture.awaitChange(Kind.HELD, 1);

    assertThat(held).isEqualTo(new Change(Kind.HELD, "shapes", "1.0.0", "", "shapes.jar", NEEDED));
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(Host.SAID).isEmpty();
    Files.delete(fixture.folder.resolve("garden.jar"));
    run();
    assertThat(fixture.changes(Kind.REMOVED)).hasSize(2);
    assertThat(fixture.bundles()).isEmpty();
    assertThat(fixture.state.resolve("holds.properties")).content().doesNotContain("shapes");
  }

  @Test
  void keepsANeededPluginOverRestarts() throws Exception {
    runShapesAndGarden();
    Files.delete(fixture.folder.resolve("shapes.jar"));
    fixture.awaitChange(Kind.HELD, 1);
    fixture.close();

    begin();

    run("shapes 1.0.0", "garden 1.0.0");
    assertThat(fixture.awaitChange(Kind.HELD, 1).reason()).isEqualTo(NEEDED);
    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
    put(exporting("shapes", "1.1.0", "geo;version=1.1.0"), "new.jar");
    run("shapes 1.1.0", "garden 1.0.0");
    Files.delete(fixture.folder.resolve("garden.jar"));
    Files.delete(fixture.folder.resolve("new.jar"));
    run();
  }

  @Test
  void rewiresUsersOfAPluginThatGoesToAnotherExporterFirst() throws Exception {
    runShapesAndGarden();
    put(exporting("other", "1.0.0", "geo;version=1.5.0"), "other.jar");
    run("shapes 1.0.0", "garden 1.0.0", "other 1.0.0");
    Host.SAID.clear();

    Files.delete(fixture.folder.resolve("shapes.jar"));
    run("garden 1.0.0", "other 1.0.0");

    assertThat(fixture.awaitChange(Kind.REWIRED, 1).reason())
        .isEqualTo("it uses package geo of shapes, which goes");
    assertThat(Host.SAID)
        .containsExactly("start garden 1.0.0", "stop garden 1.0.0", "stop shapes 1.0.0");
    assertThat(fixture.awaitChange(Kind.REMOVED, 1).reason()).isEqualTo("shapes.jar is gone");
  }

  @Test
  void keepsAPluginIfItsUserDoesNotWorkWithTheOtherExporter() throws Exception {
    put(exporting("shapes", "1.0.0", "geo;version=1.0.0"), "shapes.jar");
    run("shapes 1.0.0");
    put(
        PluginJar.plugin("garden", "1.0.0")
            .activator(
                "garden",
                "garden 1.0.0",
                "if (Host.SHARED.containsKey(\"broken\"))"
                    + " throw new IllegalStateException(\"ugh\");",
                "")
            .header("Import-Package", "org.osgi.framework, hot.deployer.host, geo"),
        "garden.jar");
    run("shapes 1.0.0", "garden 1.0.0");
    put(exporting("other", "1.0.0", "geo;version=1.5.0"), "other.jar");
    run("shapes 1.0.0", "garden 1.0.0", "other 1.0.0");
    Host.SHARED.put("broken", true);

    Files.delete(fixture.folder.resolve("shapes.jar"));

    assertThat(fixture.awaitChange(Kind.HELD, 1).reason())
        .isEqualTo(
            "shapes.jar is gone, but shapes stays: that would break garden 1.0.0, which does not"
                + " start: IllegalStateException: ugh");
    Host.SAID.clear();
    assertThat(fixture.rescan().changes()).isEmpty();
    assertThat(Host.SAID).isEmpty();
    run("shapes 1.0.0", "garden 1.0.0", "other 1.0.0");
  }

  private static PluginJar selfImporting(String version, String export, String range) {
    return exporting("shapes", version, "geo;version=" + export)
        .header(
            "Import-Package",
            "org.osgi.framework, hot.deployer.host, geo;version=\"" + range + "\"");
  }

  /** Design 6: bnd's default self-import would wire a new exporter to the old one. */
  @Test
  void wiresAnExporterThatImportsItsOwnPackageToItself() throws Exception {
    put(selfImporting("1.0.0", "1.0.0", "[1,2)"), "shapes.jar");
    put(user("garden", "geo;version=\"[1,2)\""), "garden.jar");
    run("shapes 1.0.0", "garden 1.0.0");

    put(selfImporting("1.1.0", "1.1.0", "[1,2)"), "shapes.jar");
    run("shapes 1.1.0", "garden 1.0.0");

    Bundle garden = fixture.context().getBundle(fixture.loaded("garden").bundleId());
    assertThat(garden.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package"))
        .extracting(wire -> wire.getProvider().getBundle().getLocation())
        .contains("hotbus:shapes/2")
        .doesNotContain("hotbus:shapes/1");
    Bundle shapes = fixture.context().getBundle(fixture.loaded("shapes").bundleId());
    assertThat(shapes.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package"))
        .extracting(wire -> wire.getProvider().getBundle().getLocation())
        .doesNotContain("hotbus:shapes/1");
  }

  @Test
  void refusesASelfImportThatOnlyThePredecessorFits() throws Exception {
    put(selfImporting("1.0.0", "1.0.0", "[1,2)"), "shapes.jar");
    run("shapes 1.0.0");
    installed.clear();

    put(selfImporting("2.0.0", "2.0.0", "[1,2)"), "shapes.jar");

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
        .isEqualTo(
            "shapes.jar imports geo [1.0.0,2.0.0), which only its predecessor exports; it exports"
                + " geo 2.0.0 itself");
    assertThat(installed).isEmpty();
  }
}
