// SPDX-License-Identifier: Apache-2.0
package hot.deployer.proof;

import bus.api.plugin.UnloadedPlugin;
import java.lang.ref.WeakReference;

/**
 * An unloaded generation whose class loader is still there.
 *
 * @param plugin what is known about it; held, or pending
 * @param newest whether no later generation of the plugin was unloaded, so that the JDK may hold it
 * @param loader its class loader
 */
public record Held(UnloadedPlugin plugin, boolean newest, WeakReference<ClassLoader> loader) {}
