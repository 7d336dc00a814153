// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.util.List;
import java.util.Optional;
import org.osgi.framework.Version;

/**
 * What the manifest of a content says.
 *
 * @param id the plugin id; empty if it is no bundle
 * @param symbolicName the symbolic name of the bundle
 * @param version the version of the plugin
 * @param order the version by which two files of one plugin are compared
 * @param buildHash the hash that its builder gave it, may be empty
 * @param group the name of the group that it is deployed with, empty if it belongs to none
 * @param exports the packages it exports
 * @param imports the packages it imports
 * @param objections why it can never be a plugin, each to follow the file's name
 */
public record PluginManifest(
    String id,
    String symbolicName,
    String version,
    Version order,
    String buildHash,
    String group,
    List<PackageExport> exports,
    List<PackageImport> imports,
    List<String> objections) {

  /** Copies the collections. */
  public PluginManifest {
    exports = List.copyOf(exports);
    imports = List.copyOf(imports);
    objections = List.copyOf(objections);
  }

  static PluginManifest unusable(String objection) {
    return new PluginManifest(
        "", "", "", Version.emptyVersion, "", "", List.of(), List.of(), List.of(objection));
  }

  /**
   * Returns why it can never be a plugin.
   *
   * @return all objections in one line, empty if it can be one
   */
  public Optional<String> objection() {
    return objections.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", objections));
  }
}
