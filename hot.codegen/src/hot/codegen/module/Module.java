// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A directory of sources, as it was read.
 *
 * @param root the directory, named as it was given
 * @param content its sources and resources
 * @param pluginId the plugin id that it asks for; empty if it says nothing
 * @param version the plugin version that it asks for; empty if it says nothing
 * @param bndFile its instructions; empty if it has none
 * @param coordinates its name as an artifact; empty if it has none
 * @param needs what it depends on
 */
public record Module(
    Path root,
    SourceTree content,
    Optional<String> pluginId,
    Optional<String> version,
    Optional<Path> bndFile,
    Optional<Coordinates> coordinates,
    Needs needs) {

  /**
   * What a module depends on.
   *
   * @param dependencies artifacts
   * @param replacements paths that stand for artifacts
   * @param buildPath entries of the build path of a bnd project
   */
  record Needs(
      List<Dependency> dependencies,
      List<Replacement> replacements,
      List<BuildPathEntry> buildPath) {

    Needs {
      dependencies = List.copyOf(dependencies);
      replacements = List.copyOf(replacements);
      buildPath = List.copyOf(buildPath);
    }
  }

  /**
   * An entry of the build path of a bnd project.
   *
   * @param name a symbolic name, or a path
   * @param attributes its attributes
   */
  record BuildPathEntry(String name, Map<String, String> attributes) {

    BuildPathEntry {
      attributes = Map.copyOf(attributes);
    }
  }

  /**
   * Returns the name of the directory.
   *
   * @return its last element
   */
  public String directoryName() {
    Path name = root.toAbsolutePath().normalize().getFileName();
    return name == null ? "plugin" : name.toString();
  }
}
