// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A path that stands for an artifact.
 *
 * @param name the artifact
 * @param version the version for which it stands; empty if it stands for all
 * @param path a module directory or a jar
 * @param declaredIn who says so, for messages
 */
public record Replacement(
    Coordinates name, Optional<String> version, Path path, String declaredIn) {

  /** Reads {@code group:artifact} or {@code group:artifact:version}; empty if it is neither. */
  static Optional<Replacement> parse(String artifact, Path path, String declaredIn) {
    String[] parts = artifact.strip().split(":", -1);
    boolean right = parts.length == 2 || (parts.length == 3 && Coordinates.isName(parts[2]));
    Optional<String> version = parts.length == 3 ? Optional.of(parts[2]) : Optional.empty();
    return right
        ? Coordinates.parse(parts[0] + ":" + parts[1])
            .map(name -> new Replacement(name, version, path, declaredIn))
        : Optional.empty();
  }

  boolean standsFor(Dependency dependency) {
    return name.equals(dependency.name()) && version.map(dependency.version()::equals).orElse(true);
  }

  /**
   * Returns what it stands for.
   *
   * @return {@code group:artifact}, with the version if it is for one only
   */
  public String artifact() {
    return version.map(number -> name + ":" + number).orElse(name.toString());
  }
}
