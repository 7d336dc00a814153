// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.promise.Promise;

/**
 * The deployer as a component, set up by framework properties.
 *
 * <p>The reference is static and reluctant: the bus is not exchanged under running plugins for
 * another one that happens to appear.
 */
@Component(name = "hot.deployer", service = Plugins.class, immediate = true)
public final class DeployerComponent implements Plugins {

  private final Deployer deployer;

  /**
   * Starts deploying.
   *
   * @param context the context of this bundle, whose framework properties are the settings
   * @param generations moves the controllers from generation to generation
   * @throws IOException if the state directory can not be used
   */
  @Activate
  public DeployerComponent(BundleContext context, @Reference GenerationSwitch generations)
      throws IOException {
    deployer = new Deployer(context, generations, DeployerSettings.of(context));
    deployer.start();
  }

  /** Takes all plugins out. */
  @Deactivate
  public void deactivate() {
    deployer.close();
  }

  @Override
  public List<LoadedPlugin> plugins() {
    return deployer.plugins();
  }

  @Override
  public List<Deployment> history() {
    return deployer.history();
  }

  @Override
  public List<UnloadedPlugin> unloaded() {
    return deployer.unloaded();
  }

  @Override
  public List<Leak> leaks() {
    return deployer.leaks();
  }

  @Override
  public Promise<List<Leak>> findLeaks(boolean heapDump) {
    return deployer.findLeaks(heapDump);
  }

  @Override
  public Promise<Deployment> rescan() {
    return deployer.rescan();
  }

  @Override
  public Promise<DeploymentPlan> plan() {
    return deployer.plan();
  }

  @Override
  public List<Quarantined> quarantine() {
    return deployer.quarantine();
  }

  @Override
  public Promise<Deployment> retry(String name) {
    return deployer.retry(name);
  }

  @Override
  public List<PluginGeneration> generations(String plugin) {
    return deployer.generations(plugin);
  }

  @Override
  public Promise<Deployment> rollback(String plugin, int generation) {
    return deployer.rollback(plugin, generation);
  }

  @Override
  public Promise<LoadedPlugin> pin(String plugin) {
    return deployer.pin(plugin);
  }

  @Override
  public Promise<Deployment> unpin(String plugin) {
    return deployer.unpin(plugin);
  }

  @Override
  public DeploymentCounts counts() {
    return deployer.counts();
  }

  @Override
  public Registration onDeployment(Consumer<? super Deployment> listener) {
    return deployer.onDeployment(listener);
  }
}
