// SPDX-License-Identifier: Apache-2.0
package bus.api.plugin;

import java.time.Instant;
import java.util.List;

/**
 * A line of the manifest of loaded plugins.
 *
 * @param id the plugin id
 * @param version its version
 * @param generation the number of this generation; it rises with each attempt to deploy the plugin
 * @param buildHash the hash over its content, in hexadecimal digits; empty if its manifest has none
 * @param bundleId the number of its bundle
 * @param symbolicName the symbolic name of its bundle
 * @param file the path of the file it was deployed from
 * @param since when it was deployed
 * @param factories the config ids of its factories, sorted
 * @param previousVersion the version it has replaced, empty if none
 * @param pinned whether it is pinned, so that no change of it is taken
 * @param onProbation whether its predecessor is kept for a while, to go back to it if this fails
 */
public record LoadedPlugin(
    String id,
    String version,
    int generation,
    String buildHash,
    long bundleId,
    String symbolicName,
    String file,
    Instant since,
    List<String> factories,
    String previousVersion,
    boolean pinned,
    boolean onProbation) {

  /** Copies the list. */
  public LoadedPlugin {
    factories = List.copyOf(factories);
  }
}
