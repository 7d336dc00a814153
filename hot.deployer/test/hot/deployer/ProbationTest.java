// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.StepTime;
import hot.deployer.host.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;

/**
 * The time after a switch in which the old generation stays installed (design 6: probation, a
 * failure of the new returns to it).
 */
class ProbationTest {

  private static final Duration LONG = Duration.ofMinutes(10);

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

  private void deploy(Duration probation) throws Exception {
    deployer = fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10), probation);
  }

  private void put(String version, Kind kind, int n) throws Exception {
    PluginJar.talking("greeter", version).into(fixture.folder, "g.jar");
    fixture.awaitChange(kind, n);
  }

  private List<String> locations() {
    return fixture.bundles().stream().map(Bundle::getLocation).sorted().toList();
  }

  private void trouble(String plugin) {
    fixture.generations.trouble(
        plugin, fixture.loaded(plugin).bundleId(), Failure.of("IOException", "no port"));
  }

  private String journal() throws Exception {
    return Files.readString(fixture.state.resolve("deployed.properties"));
  }

  @Test
  void keepsTheOldGenerationForAWhile() throws Exception {
    deploy(Duration.ofMillis(1500));
    put("1.0.0", Kind.ADDED, 1);
    String before = journal();
    put("1.1.0", Kind.REPLACED, 1);

    assertThat(fixture.loaded("greeter").onProbation()).isTrue();
    assertThat(locations()).containsExactly("hotbus:greeter/1", "hotbus:greeter/2");
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
    assertThat(Host.SAID).containsExactly("start greeter 1.0.0", "start greeter 1.1.0");
    // After a crash the content that is proven would stand in for a bad one.
    assertThat(journal().lines().skip(1)).isEqualTo(before.lines().skip(1).toList());

    await().atMost(Fixture.PATIENCE).until(() -> locations().size() == 1);
    fixture.rescan();
    fixture.assertOnlyActive("hotbus:greeter/2");
    assertThat(fixture.loaded("greeter").onProbation()).isFalse();
    assertThat(journal().lines().skip(1)).isNotEqualTo(before.lines().skip(1).toList());
    assertThat(fixture.generations.confirmed).hasSize(1);
    assertThat(deployer.history().get(1).steps())
        .extracting(StepTime::step)
        .contains("stop", "uninstall");
  }

  @Test
  void goesBackWhenAControllerFails() throws Exception {
    deploy(LONG);
    put("1.0.0", Kind.ADDED, 1);
    put("1.1.0", Kind.REPLACED, 1);
    long old = fixture.bundles().get(0).getBundleId();

    trouble("greeter");
    Change returned = fixture.awaitChange(Kind.RETURNED, 1);

    assertThat(returned)
        .isEqualTo(
            new Change(
                Kind.RETURNED,
                "greeter",
                "1.1.0",
                "1.0.0",
                "g.jar",
                "g.jar failed on probation: controller greeter#1: IOException: no port"));
    fixture.rescan();
    fixture.assertOnlyActive("hotbus:greeter/1");
    assertThat(fixture.loaded("greeter").bundleId()).isEqualTo(old);
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.0.0");
    assertThat(fixture.generations.returned)
        .extracting(seen -> seen.fromActive() && seen.toActive())
        .containsExactly(true);
    assertThat(Host.SAID)
        .containsExactly("start greeter 1.0.0", "start greeter 1.1.0", "stop greeter 1.1.0");
    // It is in quarantine, is not told again, and a better one is taken.
    assertThat(fixture.changes(Kind.REFUSED)).isEmpty();
    assertThat(deployer.quarantine()).hasSize(1);
    assertThat(deployer.generations("greeter"))
        .extracting(PluginGeneration::version)
        .containsExactly("1.0.0");
    assertThat(deployer.counts().returned()).isEqualTo(1);
    put("1.2.0", Kind.REPLACED, 2);
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.2.0");
  }

  @Test
  void deploysTheNextOneDuringAProbation() throws Exception {
    deploy(LONG);
    put("1.0.0", Kind.ADDED, 1);
    put("1.1.0", Kind.REPLACED, 1);
    put("1.2.0", Kind.REPLACED, 2);

    assertThat(locations()).containsExactly("hotbus:greeter/2", "hotbus:greeter/3");
    assertThat(Host.SAID)
        .containsExactly(
            "start greeter 1.0.0",
            "start greeter 1.1.0",
            "start greeter 1.2.0",
            "stop greeter 1.0.0");
    trouble("greeter");
    fixture.awaitChange(Kind.RETURNED, 1);
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.1.0");

    Files.delete(fixture.folder.resolve("g.jar"));
    fixture.awaitChange(Kind.REMOVED, 1);
    assertThat(locations()).isEmpty();
  }

  @Test
  void removesAPluginDuringItsProbation() throws Exception {
    deploy(LONG);
    put("1.0.0", Kind.ADDED, 1);
    put("1.1.0", Kind.REPLACED, 1);

    Files.delete(fixture.folder.resolve("g.jar"));
    fixture.awaitChange(Kind.REMOVED, 1);

    assertThat(locations()).isEmpty();
    trouble2();
    assertThat(fixture.changes(Kind.RETURNED)).isEmpty();
  }

  /** Too late, or of nobody. */
  private void trouble2() throws Exception {
    fixture.generations.trouble("greeter", 4711, Failure.of("IOException", "no port"));
    fixture.rescan();
  }

  @Test
  void goesBackAsAWhole() throws Exception {
    deploy(LONG);
    provider("1.0.0").into(fixture.folder, "z.jar");
    PluginJar.talking("a.user", "1.0.0")
        .header("Import-Package", "org.osgi.framework, hot.deployer.host, z.api")
        .into(fixture.folder, "a.jar");
    fixture.awaitChange(Kind.ADDED, 2);
    provider("1.0.1").into(fixture.folder, "z.jar");
    fixture.awaitChange(Kind.REWIRED, 1);
    assertThat(fixture.bundles()).hasSize(4);

    trouble("a.user");
    fixture.awaitChange(Kind.RETURNED, 2);

    assertThat(locations()).containsExactly("hotbus:a.user/1", "hotbus:z.provider/1");
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
    fixture.rescan();
    assertThat(deployer.plugins())
        .extracting(loaded -> tuple(loaded.id(), loaded.version(), loaded.generation()))
        .containsExactly(tuple("a.user", "1.0.0", 1), tuple("z.provider", "1.0.0", 1));
    assertThat(deployer.quarantine())
        .extracting(each -> each.plugin())
        .containsExactly("z.provider");
  }

  private static PluginJar provider(String version) {
    return PluginJar.talking("z.provider", version)
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=1.0.0");
  }

  @Test
  void staysIfThereIsNoWayBack() throws Exception {
    deploy(LONG);
    put("1.0.0", Kind.ADDED, 1);
    put("1.1.0", Kind.REPLACED, 1);
    fixture.generations.failWith(Failure.of("IOException", "disk gone"));

    trouble("greeter");

    assertThat(fixture.awaitChange(Kind.REFUSED, 1).reason())
        .isEqualTo(
            "g.jar failed on probation: controller greeter#1: IOException: no port; it stays, since"
                + " its predecessor does not work any more: IOException: disk gone");
    fixture.rescan();
    fixture.assertOnlyActive("hotbus:greeter/2");
    assertThat(fixture.loaded("greeter").version()).isEqualTo("1.1.0");
  }

  @Test
  void takesBothGenerationsOutWhenItCloses() throws Exception {
    deploy(LONG);
    put("1.0.0", Kind.ADDED, 1);
    put("1.1.0", Kind.REPLACED, 1);

    fixture.stopDeploying();

    assertThat(locations()).isEmpty();
  }
}
