// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.build.Project;
import hot.codegen.analysis.NamedFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * A directory of sources, as it was read.
 *
 * @param root the directory, named as it was given
 * @param content its sources and resources
 * @param pluginId the plugin id that it asks for; empty if it says nothing
 * @param version the plugin version that it asks for; empty if it says nothing
 * @param coordinates its name as an artifact; empty if it has none
 * @param build how it wants to be built
 * @param needs what it depends on
 */
public record Module(
    Path root,
    SourceTree content,
    Optional<String> pluginId,
    Optional<String> version,
    Optional<Coordinates> coordinates,
    Build build,
    Needs needs) {

  /** The option of a compiler that is to run no annotation processor. */
  public static final String NO_PROCESSING = "-proc:none";

  /**
   * How a module wants to be built.
   *
   * @param bndFile its instructions; empty if it has none
   * @param project what it is in its bnd workspace; empty if it is in none
   * @param release the Java release that it asks for; empty if it says nothing
   * @param processing what its compiler is told about annotation processing
   * @param factories the factories to register; empty if all that are found
   */
  public record Build(
      Optional<Path> bndFile,
      Optional<Project> project,
      OptionalInt release,
      List<String> processing,
      List<NamedFactory> factories) {

    /** Copies the lists. */
    public Build {
      processing = List.copyOf(processing);
      factories = List.copyOf(factories);
    }

    static Build plain(OptionalInt release, List<String> processing) {
      return new Build(Optional.empty(), Optional.empty(), release, processing, List.of());
    }
  }

  /**
   * What a module depends on.
   *
   * @param dependencies artifacts
   * @param replacements paths that stand for artifacts
   * @param buildPath entries of the build path of a bnd project
   * @param managed what it says about artifacts wherever they come from
   * @param siblings directories of modules that stand for artifacts
   */
  record Needs(
      List<Dependency> dependencies,
      List<Replacement> replacements,
      List<BuildPathEntry> buildPath,
      Map<Coordinates, Pom.Managed> managed,
      Map<Coordinates, Path> siblings) {

    static final Needs NOTHING = new Needs(List.of(), List.of(), List.of(), Map.of(), Map.of());

    Needs {
      managed = Map.copyOf(managed);
      siblings = Map.copyOf(siblings);
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
   * Makes one without a file, for what is in memory.
   *
   * @param root the directory that stands for it
   * @return the module
   */
  public static Module withoutFiles(Path root) {
    return new Module(
        root,
        new SourceTree(List.of(), List.of(), new TreeMap<>()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Build.plain(OptionalInt.empty(), List.of()),
        Needs.NOTHING);
  }

  /**
   * Returns its instructions.
   *
   * @return the file; empty if it has none
   */
  public Optional<Path> bndFile() {
    return build.bndFile();
  }

  /**
   * Returns what is named where something about it as a whole is wrong.
   *
   * @return its instructions, else its directory
   */
  public Path buildFile() {
    return build.bndFile().orElse(root);
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
