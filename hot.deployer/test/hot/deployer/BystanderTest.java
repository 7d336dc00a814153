// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.directive.Failure;
import bus.api.plugin.Deployment.Change.Kind;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.BundleWiring;

/**
 * Design 1 and 8: bystanders are not disturbed. A hundred bundles run beside those that are
 * deployed, half of them plugins and half of them of the host, with wires among themselves; every
 * event of the framework is recorded.
 */
@Timeout(120)
class BystanderTest {

  private static final int EACH = 50;

  /** Those that the tests replace, and their users. */
  private static final Set<String> CONCERNED = Set.of("z.provider", "a.user", "m.plain", "f.new");

  @TempDir private Path directory;
  private Fixture fixture;
  private final Queue<String> disturbances = new ConcurrentLinkedQueue<>();
  private final Queue<Integer> refreshes = new ConcurrentLinkedQueue<>();
  private Map<Bundle, BundleWiring> wirings = Map.of();

  @BeforeEach
  void runABundleOfEachKindAmongAHundred() throws Exception {
    fixture = new Fixture(directory);
    for (int i = 0; i < EACH; i++) {
      hosted(i);
      bystander(i).into(fixture.folder, "bystander-%d.jar".formatted(i));
    }
    provider("1.0.0").into(fixture.folder, "provider.jar");
    user("1.0.0").into(fixture.folder, "user.jar");
    PluginJar.talking("m.plain", "1.0.0").into(fixture.folder, "plain.jar");
    fixture.deploy(Fixture.NEVER, Duration.ofSeconds(10));
    fixture.rescan();
    assertThat(fixture.changes(Kind.ADDED)).hasSize(EACH + 3);
    record();
  }

  @AfterEach
  void close() throws Exception {
    fixture.close();
  }

  /** A bundle of the host; the first one has a package that the others use. */
  private void hosted(int i) throws Exception {
    PluginJar jar = PluginJar.plugin("host." + i, "1.0.0");
    if (i == 0) {
      jar.entry("host/api/readme", "here").header("Export-Package", "host.api;version=1.0.0");
    } else {
      jar.header("Import-Package", "host.api");
    }
    fixture.context().installBundle("host:" + i, new ByteArrayInputStream(jar.bytes())).start();
  }

  /** A plugin; the first ones have an activator and a package that the others use. */
  private static PluginJar bystander(int i) {
    String name = "by.stander" + i;
    if (i < 5) {
      return PluginJar.talking(name, "1.0.0")
          .entry("by/stander%d/readme".formatted(i), "here")
          .header("Export-Package", "by.stander" + i);
    }
    return PluginJar.plugin(name, "1.0.0").header("Import-Package", "host.api, by.stander" + i % 5);
  }

  private static PluginJar provider(String version) {
    return PluginJar.talking("z.provider", version)
        .entry("z/api/readme", "here")
        .header("Export-Package", "z.api;version=" + version);
  }

  private static PluginJar user(String version) {
    return PluginJar.talking("a.user", version)
        .header(
            "Import-Package",
            "org.osgi.framework, hot.deployer.host, by.stander0, z.api;version=\"[1,2)\"");
  }

  private static PluginJar broken(String id, String version) {
    return PluginJar.plugin(id, version)
        .activator(id, id + " broken", "throw new IllegalStateException(\"no\");", "");
  }

  private void record() {
    wirings =
        Arrays.stream(fixture.context().getBundles())
            .filter(bundle -> !CONCERNED.contains(bundle.getSymbolicName()))
            .collect(Collectors.toMap(Function.identity(), bundle -> wiring(bundle)));
    assertThat(wirings).hasSize(2 * EACH + 1);
    // A synchronous listener is told of every event, before the one who caused it goes on.
    SynchronousBundleListener bundles = this::told;
    fixture.context().addBundleListener(bundles);
    fixture.context().addFrameworkListener(this::told);
    fixture.context().addServiceListener(this::told);
  }

  private static BundleWiring wiring(Bundle bundle) {
    return bundle.adapt(BundleWiring.class);
  }

  private void told(BundleEvent event) {
    if (!CONCERNED.contains(event.getBundle().getSymbolicName())) {
      disturbances.add("bundle event %d of %s".formatted(event.getType(), event.getBundle()));
    }
  }

  private void told(FrameworkEvent event) {
    if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
      refreshes.add(event.getType());
    } else {
      disturbances.add("framework event %d of %s".formatted(event.getType(), event.getBundle()));
    }
  }

  /** The resolver hook of a deployment is a service of the deployer itself. */
  private void told(ServiceEvent event) {
    Bundle owner = event.getServiceReference().getBundle();
    if (owner != null && owner.getBundleId() != 0 && wirings.containsKey(owner)) {
      disturbances.add("service event %d of %s".formatted(event.getType(), owner));
    }
  }

  /** Nobody was told of any bystander, and each has the class loader that it had. */
  private void assertUndisturbed(int unloaded) {
    // Framework events come later; each bundle that went was refreshed.
    await().atMost(Fixture.PATIENCE).until(() -> refreshes.size() >= unloaded);
    assertThat(disturbances).isEmpty();
    List<String> changed = new ArrayList<>();
    wirings.forEach(
        (bundle, wiring) -> {
          if (bundle.getState() != Bundle.ACTIVE
              || !wiring.equals(wiring(bundle))
              || !wiring.isCurrent()) {
            changed.add(bundle + " in state " + bundle.getState());
          }
        });
    assertThat(changed).isEmpty();
  }

  @Test
  void isToldNothingWhenAnApiBundleAndItsUserAreReplaced() throws Exception {
    provider("1.0.1").into(fixture.folder, "provider.jar");
    fixture.awaitChange(Kind.REWIRED, 1);

    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.1");
    assertThat(fixture.loaded("a.user").generation()).isEqualTo(2);
    assertUndisturbed(2);
  }

  @Test
  void isToldNothingWhenAPluginWithoutUsersIsReplacedOrRemoved() throws Exception {
    PluginJar.talking("m.plain", "1.0.1").into(fixture.folder, "plain.jar");
    fixture.awaitChange(Kind.REPLACED, 1);
    user("1.0.1").into(fixture.folder, "user.jar");
    fixture.awaitChange(Kind.REPLACED, 2);
    Files.delete(fixture.folder.resolve("plain.jar"));
    fixture.awaitChange(Kind.REMOVED, 1);

    assertUndisturbed(3);
  }

  @Test
  void isToldNothingWhenReplacementsFail() throws Exception {
    broken("m.plain", "2.0.0").into(fixture.folder, "plain.jar");
    fixture.awaitChange(Kind.REFUSED, 1);
    provider("2.0.0").into(fixture.folder, "provider.jar");
    fixture.awaitChange(Kind.REFUSED, 2);
    PluginJar.plugin("f.new", "1.0.0")
        .header("Import-Package", "nobody.has.it, by.stander1")
        .into(fixture.folder, "new.jar");
    fixture.awaitChange(Kind.REFUSED, 3);
    fixture.generations.failWith(Failure.of("NotReady", "no port"), "z.provider");
    provider("1.0.2").into(fixture.folder, "provider.jar");
    fixture.awaitChange(Kind.REFUSED, 4);

    assertThat(fixture.loaded("z.provider").version()).isEqualTo("1.0.0");
    assertThat(fixture.loaded("m.plain").version()).isEqualTo("1.0.0");
    // Of the four attempts, these bundles are gone: plain, provider, user, new, provider, user.
    assertUndisturbed(6);
  }
}
