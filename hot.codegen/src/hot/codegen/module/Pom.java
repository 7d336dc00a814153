// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a Maven project says about itself, parents merged in and properties expanded.
 *
 * @param name its artifact
 * @param version its version
 * @param release the Java release that its compiler is told; empty if it says nothing
 * @param processing what its compiler is told about annotation processing
 * @param folders where its sources are
 * @param managed what holds for artifacts wherever they come from, imported lists included
 * @param dependencies what it needs to compile or to run
 * @param siblings directories of the modules that are built together with it
 */
record Pom(
    Coordinates name,
    String version,
    OptionalInt release,
    List<String> processing,
    MavenFolders folders,
    Map<Coordinates, Managed> managed,
    List<Dependency> dependencies,
    Map<Coordinates, Path> siblings) {

  Pom {
    processing = List.copyOf(processing);
    managed = Map.copyOf(managed);
    dependencies = List.copyOf(dependencies);
    siblings = Map.copyOf(siblings);
  }

  Pom with(Map<Coordinates, Path> modules) {
    return new Pom(name, version, release, processing, folders, managed, dependencies, modules);
  }

  /**
   * What a project says about an artifact, for whoever depends on it.
   *
   * @param version its version; empty if it says none
   * @param scope its scope; empty if it says none
   * @param excluded what is not to come along with it
   */
  record Managed(String version, String scope, Set<Coordinates> excluded) {

    static final Managed NOTHING = new Managed("", "", Set.of());

    Managed {
      excluded = Set.copyOf(excluded);
    }
  }
}
