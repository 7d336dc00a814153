// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Deployment.Change.Kind;
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
 * Plugins that follow what they import from (design 6: staged are the changed bundles and their
 * transitive importers; a connected component is all or nothing).
 */
class FollowerTest {

  @TempDir private Path directory;
  private Fixture fixture;

  @BeforeEach
  void open() throws Exception {
    fixture = new Fixture(directory);
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  private static PluginJar provider(String version, String api) {
    return PluginJar.talking("z.provider", version)
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=" + api);
  }

  private static PluginJar user(String version, String range) {
    return importing(PluginJar.talking("a.user", version), "z.api;version=\"" + range + "\"");
  }

  private static PluginJar importing(PluginJar jar, String imports) {
    return jar.header("Import-Package", "org.osgi.framework, hot.deployer.host, " + imports);
  }

  private void deployed(PluginJar... jars) throws Exception {
    for (int i = 0; i < jars.length; i++) {
      jars[i].into(fixture.folder, "p" + i + ".jar");
    }
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.awaitChange(Kind.ADDED, jars.length);
    Host.SAID.clear();
    fixture.generations.seen.clear();
  }

  private List<String> locations() {
    return fixture.bundles().stream().map(Bundle::getLocation).sorted().toList();
  }

  @Test
  void rewiresAPluginWhoseProviderIsReplacedInTheSameSwitch() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1,2)"));

    provider("1.0.1", "1.1.0").into(fixture.folder, "p0.jar");
    Change rewired = fixture.awaitChange(Kind.REWIRED, 1);

    assertThat(rewired)
        .isEqualTo(
            new Change(
                Kind.REWIRED,
                "a.user",
                "1.0.0",
                "1.0.0",
                "p1.jar",
                "it uses package z.api of z.provider, which comes anew"));
    assertThat(fixture.changes(Kind.REPLACED)).hasSize(1);
    assertThat(Host.SAID)
        .containsExactly(
            "start z.provider 1.0.1",
            "start a.user 1.0.0",
            "stop a.user 1.0.0",
            "stop z.provider 1.0.0");
    assertThat(fixture.generations.seen)
        .extracting(seen -> seen.change().plugin())
        .containsExactly("z.provider", "a.user");
    assertThat(fixture.generations.calls()).isEqualTo(3);
    assertThat(locations()).containsExactly("hotbus:a.user/2", "hotbus:z.provider/2");
    assertThat(fixture.loaded("a.user").generation()).isEqualTo(2);
    assertThat(fixture.unloaded("z.provider", 1).note()).isEmpty();
  }

  @Test
  void rewiresTransitively() throws Exception {
    PluginJar middle =
        importing(PluginJar.talking("m.middle", "1.0.0"), "z.api")
            .entry("m/api/readme", "here")
            .header("Export-Package", "m.api;version=1.0.0;uses:=z.api");
    deployed(
        provider("1.0.0", "1.0.0"),
        middle,
        importing(PluginJar.talking("b.last", "1.0.0"), "m.api"));

    provider("1.0.1", "1.0.0").into(fixture.folder, "p0.jar");
    fixture.awaitChange(Kind.REWIRED, 2);

    assertThat(fixture.changes(Kind.REWIRED))
        .extracting(Change::reason)
        .containsExactly(
            "it uses package z.api of z.provider, which comes anew",
            "it uses package m.api of m.middle, which comes anew");
    assertThat(locations())
        .containsExactly("hotbus:b.last/2", "hotbus:m.middle/2", "hotbus:z.provider/2");
  }

  /** Design 6: a version break that leaves a user of a package behind is refused. */
  @Test
  void refusesAProviderThatAUserCanNotFollow() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1.0.0,2.0.0)"));

    provider("2.0.0", "2.0.0").into(fixture.folder, "p0.jar");
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(refused.plugin()).isEqualTo("z.provider");
    assertThat(refused.reason())
        .isEqualTo(
            "p0.jar would break a.user 1.0.0; z.provider 2.0.0 no longer exports z.api 1.0.0 but"
                + " 2.0.0: a.user imports z.api [1.0.0,2.0.0)");
    assertThat(Host.SAID).isEmpty();
    assertThat(locations()).containsExactly("hotbus:a.user/1", "hotbus:z.provider/1");
    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.0");
  }

  @Test
  void takesAProviderAfterAllWhenItsUserComesForIt() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1.0.0,2.0.0)"));
    provider("2.0.0", "2.0.0").into(fixture.folder, "p0.jar");
    fixture.awaitChange(Kind.REFUSED, 1);

    user("2.0.0", "[2.0.0,3.0.0)").into(fixture.folder, "p1.jar");
    fixture.awaitChange(Kind.REPLACED, 2);

    assertThat(fixture.changes(Kind.REFUSED)).hasSize(1);
    assertThat(fixture.loaded("z.provider").version()).isEqualTo("2.0.0");
    assertThat(fixture.loaded("a.user").version()).isEqualTo("2.0.0");
    assertThat(fixture.bundles()).hasSize(2);
  }

  @Test
  void refusesAProviderWithWhichAUserDoesNotStart() throws Exception {
    PluginJar picky =
        importing(
            PluginJar.plugin("a.user", "1.0.0")
                .activator(
                    "a.user",
                    "a.user 1.0.0",
                    "for (var wire : context.getBundle()"
                        + ".adapt(org.osgi.framework.wiring.BundleWiring.class)"
                        + ".getRequiredWires(null))"
                        + " if (wire.getProvider().getSymbolicName().equals(\"z.provider\")"
                        + " && wire.getProvider().getVersion().getMicro() > 0)"
                        + " throw new IllegalStateException(\"ugh\");",
                    ""),
            "z.api, org.osgi.framework.wiring");
    deployed(provider("1.0.0", "1.0.0"), picky);

    provider("1.0.1", "1.0.0").into(fixture.folder, "p0.jar");
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(refused.reason())
        .isEqualTo(
            "p0.jar would break a.user 1.0.0, which does not start: IllegalStateException: ugh");
    assertThat(locations()).containsExactly("hotbus:a.user/1", "hotbus:z.provider/1");
    assertThat(fixture.bundles()).extracting(Bundle::getState).containsOnly(Bundle.ACTIVE);
  }

  @Test
  void refusesAProviderWithWhichAControllerOfAUserDoesNotWork() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1,2)"));
    fixture.generations.failWith(Failure.of("NotReady", "no port"), "a.user");

    provider("1.0.1", "1.0.0").into(fixture.folder, "p0.jar");
    Change refused = fixture.awaitChange(Kind.REFUSED, 1);

    assertThat(refused.reason())
        .isEqualTo("p0.jar would break a.user 1.0.0, which does not work: NotReady: no port");
    assertThat(locations()).containsExactly("hotbus:a.user/1", "hotbus:z.provider/1");
  }

  @Test
  void takesTheLastGoodContentOfAUserAlong() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1,2)"));
    importing(
            PluginJar.plugin("a.user", "1.1.0")
                .activator("a.user", "a.user", "throw new IllegalStateException(\"no\");", ""),
            "z.api")
        .into(fixture.folder, "p1.jar");
    fixture.awaitChange(Kind.REFUSED, 1);

    provider("1.0.1", "1.0.0").into(fixture.folder, "p0.jar");
    Change rewired = fixture.awaitChange(Kind.REWIRED, 1);

    assertThat(rewired.toVersion()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.1");
    assertThat(fixture.loaded("a.user").version()).isEqualTo("1.0.0");
    assertThat(fixture.bundles()).hasSize(2);
  }

  @Test
  void followsAProviderThatComesBack() throws Exception {
    deployed(provider("1.0.0", "1.0.0"), user("1.0.0", "[1,2)"));
    Files.delete(fixture.folder.resolve("p0.jar"));
    fixture.rescan();

    provider("1.0.1", "1.0.0").into(fixture.folder, "p0.jar");
    fixture.awaitChange(Kind.REWIRED, 1);

    assertThat(fixture.changes(Kind.REMOVED)).isEmpty();
    assertThat(locations()).containsExactly("hotbus:a.user/2", "hotbus:z.provider/2");
  }
}
