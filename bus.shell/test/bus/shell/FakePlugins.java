// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A deployer with a past and no future. */
record FakePlugins(
    List<LoadedPlugin> plugins,
    List<Deployment> history,
    List<UnloadedPlugin> unloaded,
    Promise<Deployment> rescan)
    implements Plugins {
  static final FakePlugins EMPTY =
      new FakePlugins(List.of(), List.of(), List.of(), new Deferred<Deployment>().getPromise());
  static final FakePlugins SAMPLE =
      new FakePlugins(
          List.of(Samples.PLUGIN),
          List.of(Samples.REPLACED, Samples.REFUSAL),
          List.of(Samples.UNLOADED),
          Promises.resolved(Samples.REPLACED));

  @Override
  public Promise<DeploymentPlan> plan() {
    return Promises.resolved(Samples.PLAN);
  }

  @Override
  public List<Quarantined> quarantine() {
    return plugins.isEmpty() ? List.of() : List.of(Samples.QUARANTINED);
  }

  @Override
  public Promise<Deployment> retry(String name) {
    return rescan;
  }

  @Override
  public List<PluginGeneration> generations(String plugin) {
    return plugin.equals(Samples.PLUGIN.id()) ? List.of(Samples.GENERATION) : List.of();
  }

  @Override
  public Promise<Deployment> rollback(String plugin, int generation) {
    return generation == 1
        ? rescan
        : Promises.failed(new IllegalArgumentException("no generation " + generation));
  }

  @Override
  public Promise<LoadedPlugin> pin(String plugin) {
    return Promises.resolved(Samples.PLUGIN);
  }

  @Override
  public Promise<Deployment> unpin(String plugin) {
    return rescan;
  }

  @Override
  public DeploymentCounts counts() {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Leak> leaks() {
    return List.of(Samples.LEAK);
  }

  @Override
  public Promise<List<Leak>> findLeaks(boolean heapDump) {
    return this == EMPTY
        ? new Deferred<List<Leak>>().getPromise()
        : Promises.resolved(List.of(Samples.LEAK));
  }

  @Override
  public Registration onDeployment(Consumer<? super Deployment> listener) {
    throw new UnsupportedOperationException();
  }
}
