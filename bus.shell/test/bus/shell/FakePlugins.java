// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
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
  public Registration onDeployment(Consumer<? super Deployment> listener) {
    throw new UnsupportedOperationException();
  }
}
