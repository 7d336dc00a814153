// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Remembers what the whole workspace looked like after a build. While it looks the same, the same
 * build has nothing to do, and bnd need not be asked: that alone takes it longer than a second.
 */
final class Unchanged {

  private static final Set<String> MADE = Set.of("bin", "bin_test", "generated");

  private final House house;
  private final List<String> names;
  private final Path file;
  private final String inputs;

  /** Looks at the sources now: what is changed from here on was not built. */
  Unchanged(House house, List<String> names) throws IOException {
    this.house = house;
    this.names = names;
    String suffix = Integer.toHexString(names.hashCode());
    this.file = house.cache().resolve("unchanged-" + suffix + ".txt");
    this.inputs = inputs();
  }

  /** Returns the projects of the last such build if nothing changed since, else none. */
  List<String> projects() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<String> lines = Files.readAllLines(file);
    return lines.get(0).equals(inputs + outputs()) ? lines.subList(1, lines.size()) : List.of();
  }

  /** Remembers that these projects are built. */
  void remember(List<Module> built) throws IOException {
    List<String> lines = new ArrayList<>(List.of(inputs + outputs()));
    built.forEach(module -> lines.add(module.name()));
    Files.write(file, lines);
  }

  private String inputs() throws IOException {
    Stamp stamp = new Stamp().add(names.toString());
    stamp.addContent(List.of(house.root().resolve("bnd.bnd"), house.cnf().resolve("pom.xml")));
    stamp.addContent(House.files(house.cnf().resolve("ext"), ".bnd"));
    stamp.addContent(List.of(house.cnf().resolve("build.bnd")));
    stamp.addContent(List.of(house.cache().resolve("bndw.stamp")));
    stamp.addContent(List.of(house.cache().resolve("build.path")));
    for (Path project : projectFolders()) {
      stamp.addContent(written(project));
    }
    return stamp.value();
  }

  /** Returns all files of a project but those that a build makes. */
  private static List<Path> written(Path project) throws IOException {
    List<Path> files = new ArrayList<>();
    try (Stream<Path> parts = Files.list(project)) {
      for (Path part : parts.sorted().toList()) {
        if (!MADE.contains(part.getFileName().toString())) {
          files.addAll(House.files(part, ""));
        }
      }
    }
    try (Stream<Path> parts = Files.list(project)) {
      parts.filter(Files::isRegularFile).sorted().forEach(files::add);
    }
    return files;
  }

  private String outputs() throws IOException {
    Stamp stamp = new Stamp();
    for (Path project : projectFolders()) {
      for (String made : List.of("bin", "bin_test", "generated/hotbus")) {
        stamp.addTimes(House.files(project.resolve(made), ""));
      }
      stamp.addTimes(House.files(project.resolve("generated"), ".jar"));
    }
    return stamp.value();
  }

  private List<Path> projectFolders() throws IOException {
    try (Stream<Path> folders = Files.list(house.root())) {
      return folders.filter(folder -> Files.exists(folder.resolve("bnd.bnd"))).sorted().toList();
    }
  }
}
