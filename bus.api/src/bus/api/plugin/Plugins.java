// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import bus.api.directive.Registration;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.util.promise.Promise;

/**
 * The deployer, as others see it: which plugins are loaded, what happened, and what became of
 * unloaded code.
 *
 * <p>Thread-safe. An OSGi service.
 */
@ProviderType
public interface Plugins {

  /**
   * Returns the manifest of loaded plugins.
   *
   * @return a snapshot, by plugin id
   */
  List<LoadedPlugin> plugins();

  /**
   * Returns the last deployments.
   *
   * @return a snapshot, oldest first, bounded
   */
  List<Deployment> history();

  /**
   * Returns what became of unloaded code.
   *
   * @return a snapshot, oldest first, bounded
   */
  List<UnloadedPlugin> unloaded();

  /**
   * Returns the leaks that the last looks for them have found and that are still there.
   *
   * @return a snapshot, oldest generation first
   */
  List<Leak> leaks();

  /**
   * Looks now for what holds unloaded code that is still there.
   *
   * @param heapDump whether to write a dump of the heap, read it and delete it. That stops all
   *     threads for a while and forces a garbage collection, but finds every holder; without it
   *     only the usual ones are found, and what the collector has not looked at yet is no leak
   * @return resolved with all that is still there, oldest generation first; fails if no look is
   *     possible
   */
  Promise<List<Leak>> findLeaks(boolean heapDump);

  /**
   * Looks at the plugin folders now instead of waiting for an event.
   *
   * @return resolved with the deployment when it is done; if there was nothing to do, with one that
   *     has no changes and the number of the last one
   */
  Promise<Deployment> rescan();

  /**
   * Returns what a look at the plugin folders would do now. Nothing is installed, switched or
   * removed.
   *
   * @return resolved with the plan
   */
  Promise<DeploymentPlan> plan();

  /**
   * Returns what is not taken, and why.
   *
   * @return a snapshot, by file
   */
  List<Quarantined> quarantine();

  /**
   * Tries again what is in quarantine, though nothing that it waits for has happened.
   *
   * @param name a plugin id, or the name or the path of a file
   * @return resolved with the deployment when it is done; fails with {@link
   *     IllegalArgumentException} if nothing of that name is in quarantine
   */
  Promise<Deployment> retry(String name);

  /**
   * Returns the contents that a plugin can be rolled back to, and the one that runs.
   *
   * @param plugin the plugin id
   * @return a snapshot, oldest first, bounded; empty if there is no such plugin
   */
  List<PluginGeneration> generations(String plugin);

  /**
   * Goes back to an earlier content of a plugin, by a deployment like any other: the content comes
   * as a new generation. The content that the plugin folder holds is not taken again before its
   * file changes.
   *
   * @param plugin the plugin id
   * @param generation one of {@link #generations}
   * @return resolved with the deployment when it is done, which may have refused the content; fails
   *     with {@link IllegalArgumentException} if there is no such plugin or generation, or if it
   *     runs already, and with {@link IllegalStateException} if the plugin is pinned
   */
  Promise<Deployment> rollback(String plugin, int generation);

  /**
   * Pins a plugin: what runs of it stays, over restarts too, whatever happens to its file. It still
   * follows what it is wired to. Has no effect if it is pinned.
   *
   * @param plugin the plugin id
   * @return resolved when it is pinned; fails with {@link IllegalArgumentException} if there is no
   *     such plugin
   */
  Promise<LoadedPlugin> pin(String plugin);

  /**
   * Unpins a plugin, and takes what has changed meanwhile.
   *
   * @param plugin the plugin id
   * @return resolved with the deployment when it is done; fails with {@link
   *     IllegalArgumentException} if no such plugin is pinned
   */
  Promise<Deployment> unpin(String plugin);

  /**
   * Returns what was done since the deployer started.
   *
   * @return a snapshot
   */
  DeploymentCounts counts();

  /**
   * Listens to deployments that changed or refused something.
   *
   * @param listener called after each one, on the deployer's thread; must be quick
   * @return ends the listening
   */
  Registration onDeployment(Consumer<? super Deployment> listener);
}
