// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a module or a library says it needs.
 *
 * @param name the artifact
 * @param version its version
 * @param whole whether the whole jar goes into the plugin instead of what is used of it
 * @param provided whether another bundle brings it: nothing of it goes into the plugin
 * @param excluded what is not to come along with it
 * @param declaredIn the file that says so
 */
record Dependency(
    Coordinates name,
    String version,
    boolean whole,
    boolean provided,
    Set<Coordinates> excluded,
    Path declaredIn) {

  Dependency {
    excluded = Set.copyOf(excluded);
  }

  /**
   * Reads {@code group:artifact:version}, with {@code ;overlay=all} if the whole jar is wanted, or
   * {@code ;scope=provided} if another bundle brings it.
   */
  static Optional<Dependency> parse(String text, Path declaredIn) {
    String[] attributes = text.split(";", -1);
    String[] parts = attributes[0].strip().split(":", -1);
    String attribute = attributes.length == 2 ? attributes[1].strip() : "";
    boolean whole = attribute.equals("overlay=all");
    boolean provided = attribute.equals("scope=provided");
    boolean understood = attributes.length == 1 || whole || provided;
    if (parts.length != 3 || !Coordinates.isName(parts[2]) || !understood) {
      return Optional.empty();
    }
    return Coordinates.parse(parts[0] + ":" + parts[1])
        .map(name -> new Dependency(name, parts[2], whole, provided, Set.of(), declaredIn));
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
