// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginConstants;
import bus.api.plugin.UnloadedPlugin;
import hot.deployer.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** A framework with a deployer in it, a plugin folder and a state directory. */
final class Fixture implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofSeconds(30);

  /** So long that only events lead to looks, unless a test asks for one. */
  static final Duration NEVER = Duration.ofHours(1);

  final Path folder;
  final Path state;
  final RecordingSwitch generations;
  final Framework framework;
  private final Path storage;
  private Deployer deployer;

  /** The number of the last deployment of an earlier deployer. */
  private long before;

  Fixture(Path directory) throws IOException, BundleException {
    this(directory, Map.of());
  }

  /** A fixture with further framework properties. */
  Fixture(Path directory, Map<String, String> properties) throws IOException, BundleException {
    this.folder = Files.createDirectories(directory.resolve("plugins"));
    this.state = directory.resolve("state");
    this.storage = directory.resolve("storage");
    Host.SAID.clear();
    Host.SHARED.clear();
    this.framework = framework(properties);
    this.generations = new RecordingSwitch(framework.getBundleContext());
  }

  private Framework framework(Map<String, String> more) throws BundleException {
    Map<String, String> properties =
        new HashMap<>(
            Map.of(
                "org.osgi.framework.storage", storage.toString(),
                "org.osgi.framework.bsnversion", "multiple",
                "org.osgi.framework.system.packages.extra",
                    "bus.api.plugin;version=1.0.0,hot.deployer.host;version=1.0.0"));
    properties.putAll(more);
    Framework made = new FrameworkFactory().newFramework(properties);
    made.start();
    return made;
  }

  Deployer deploy() throws IOException {
    return deploy(Duration.ofMillis(200), Duration.ofSeconds(10));
  }

  Deployer deploy(Duration rescan, Duration startTimeout) throws IOException {
    return deploy(rescan, startTimeout, Duration.ZERO);
  }

  Deployer deploy(Duration rescan, Duration startTimeout, Duration probation) throws IOException {
    DeployerSettings settings =
        new DeployerSettings(List.of(folder), state, startTimeout, rescan, 3, probation);
    deployer = new Deployer(context(), generations, settings);
    before = last();
    deployer.start();
    return deployer;
  }

  BundleContext context() {
    return framework.getBundleContext();
  }

  Deployment rescan() throws Exception {
    return deployer.rescan().timeout(PATIENCE.toMillis()).getValue();
  }

  /** The changes that this deployer has made. */
  List<Change> changes() {
    return changesSince(before);
  }

  List<Deployment> history() {
    return deployer.history();
  }

  /** The number of the last deployment. */
  long last() {
    List<Deployment> all = deployer.history();
    return all.isEmpty() ? 0 : all.get(all.size() - 1).number();
  }

  List<Change> changesSince(long number) {
    return deployer.history().stream()
        .filter(one -> one.number() > number)
        .flatMap(one -> one.changes().stream())
        .toList();
  }

  List<Change> changes(Change.Kind kind) {
    return changes().stream().filter(change -> change.kind() == kind).toList();
  }

  /** Waits for the n-th change of a kind and returns it. */
  Change awaitChange(Change.Kind kind, int n) {
    await().atMost(PATIENCE).until(() -> changes(kind).size() >= n);
    assertThat(changes(kind)).hasSize(n);
    return changes(kind).get(n - 1);
  }

  LoadedPlugin loaded(String plugin) {
    return deployer.plugins().stream()
        .filter(one -> one.id().equals(plugin))
        .findFirst()
        .orElseThrow(() -> new AssertionError(plugin + " is not loaded: " + deployer.plugins()));
  }

  UnloadedPlugin unloaded(String plugin, int generation) {
    return deployer.unloaded().stream()
        .filter(one -> one.plugin().equals(plugin) && one.generation() == generation)
        .findFirst()
        .orElseThrow(() -> new AssertionError("not unloaded: " + deployer.unloaded()));
  }

  List<Leak> leaks(boolean heapDump) throws Exception {
    return deployer.findLeaks(heapDump).timeout(2 * PATIENCE.toMillis()).getValue();
  }

  /** The bundles of plugins that are in the framework. */
  List<Bundle> bundles() {
    return Arrays.stream(context().getBundles())
        .filter(bundle -> bundle.getLocation().startsWith(PluginConstants.LOCATION_PREFIX))
        .toList();
  }

  void assertOnlyActive(String location) {
    assertThat(bundles()).extracting(Bundle::getLocation).containsExactly(location);
    assertThat(bundles()).extracting(Bundle::getState).containsExactly(Bundle.ACTIVE);
  }

  /** Closes the deployer only. */
  void stopDeploying() {
    deployer.close();
  }

  @Override
  public void close() throws Exception {
    if (deployer != null) {
      deployer.close();
    }
    framework.stop();
    framework.waitForStop(PATIENCE.toMillis());
    Host.SAID.clear();
    Host.SHARED.clear();
  }
}
