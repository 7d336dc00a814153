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
   * Looks at the plugin folders now instead of waiting for an event.
   *
   * @return resolved with the deployment when it is done; if there was nothing to do, with one that
   *     has no changes and the number of the last one
   */
  Promise<Deployment> rescan();

  /**
   * Listens to deployments that changed or refused something.
   *
   * @param listener called after each one, on the deployer's thread; must be quick
   * @return ends the listening
   */
  Registration onDeployment(Consumer<? super Deployment> listener);
}
