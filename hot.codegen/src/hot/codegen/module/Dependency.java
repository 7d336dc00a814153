// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * What a module or a library says it needs.
 *
 * @param name the artifact
 * @param version its version; empty if nothing is said
 * @param use what becomes of it
 * @param optional whether only the one who says so needs it, not those who depend on him
 * @param excluded what is not to come along with it, * for all groups or artifacts
 * @param declaredIn the file that says so
 * @param file the jar that it names itself; empty if a repository has it
 */
record Dependency(
    Coordinates name,
    String version,
    Use use,
    boolean optional,
    Set<Coordinates> excluded,
    Path declaredIn,
    Optional<Path> file) {

  Dependency {
    excluded = Set.copyOf(excluded);
  }

  /** What becomes of a dependency. */
  enum Use {
    /** What is used of it goes into the plugin, unless the host has it. */
    PARTS,
    /** The whole jar goes into the plugin. */
    WHOLE,
    /** Another bundle brings it: nothing of it goes into the plugin. */
    PROVIDED,
    /** An annotation processor: it runs in the compiler, and nothing else sees it. */
    PROCESSOR;

    /** Nothing refers to what is only there when it runs, so all of it is meant. */
    static Use ofScope(String scope) {
      return switch (scope) {
        case "runtime" -> WHOLE;
        case "provided", "system" -> PROVIDED;
        default -> PARTS;
      };
    }

    /** Reads what follows an artifact; empty if it is none of these. */
    static Optional<Use> parse(String attribute) {
      return switch (attribute.replaceAll("[\\s\"']", "")) {
        case "" -> Optional.of(PARTS);
        case "overlay=all" -> Optional.of(WHOLE);
        case "scope=provided" -> Optional.of(PROVIDED);
        case "scope=processor" -> Optional.of(PROCESSOR);
        default -> Optional.empty();
      };
    }
  }

  boolean whole() {
    return use == Use.WHOLE;
  }

  boolean provided() {
    return use == Use.PROVIDED;
  }

  boolean processor() {
    return use == Use.PROCESSOR;
  }

  /** Returns where it is declared. */
  Place place() {
    boolean maven = declaredIn.toString().endsWith(".xml");
    return Place.of(
        declaredIn, maven ? "<artifactId>" + name.artifact() + "</artifactId>" : name + ":");
  }

  /** Says whether something is not to come along with it. */
  boolean excludes(Coordinates other) {
    return excluded.stream()
        .anyMatch(
            one ->
                Set.of("*", other.group()).contains(one.group())
                    && Set.of("*", other.artifact()).contains(one.artifact()));
  }

  /** Returns it as what a library depends on, with what is already excluded. */
  Dependency through(Set<Coordinates> more, String managedVersion) {
    Set<Coordinates> all = new java.util.HashSet<>(excluded);
    all.addAll(more);
    String chosen = managedVersion.isEmpty() ? version : managedVersion;
    return new Dependency(name, chosen, Use.PARTS, false, all, declaredIn, file);
  }

  /**
   * Reads {@code group:artifact:version}, with {@code ;overlay=all} if the whole jar is wanted,
   * {@code ;scope=provided} if another bundle brings it, or {@code ;scope=processor}.
   */
  static Optional<Dependency> parse(String text, Path declaredIn) {
    String[] attributes = text.split(";", -1);
    String[] parts = attributes[0].strip().split(":", -1);
    Optional<Use> use =
        attributes.length > 2
            ? Optional.empty()
            : Use.parse(attributes.length == 2 ? attributes[1] : "");
    if (parts.length != 3 || !Coordinates.isName(parts[2]) || use.isEmpty()) {
      return Optional.empty();
    }
    return Coordinates.parse(parts[0] + ":" + parts[1])
        .map(
            name ->
                new Dependency(
                    name, parts[2], use.get(), false, Set.of(), declaredIn, Optional.empty()));
  }

  @Override
  public String toString() {
    return name + ":" + version;
  }
}
