// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Maven project says that its sources and resources are.
 *
 * @param named the folders; empty if they are where Maven has them by itself
 * @param filtered those of which Maven replaces properties in the files
 */
record MavenFolders(List<Path> named, List<Path> filtered) {

  static final MavenFolders USUAL = new MavenFolders(List.of(), List.of());

  MavenFolders {
    named = List.copyOf(named);
    filtered = List.copyOf(filtered);
  }

  static MavenFolders of(PomChain chain, PomText text, Path pom) {
    Path root = pom.toAbsolutePath().normalize().resolveSibling("");
    Path main = root.resolve("src").resolve("main");
    List<Path> named = new ArrayList<>();
    named.add(
        builds(chain)
            .map(build -> build.text("sourceDirectory"))
            .flatMap(Optional::stream)
            .findFirst()
            .map(said -> folder(said, text, root))
            .orElse(main.resolve("java")));
    List<Xml> resources =
        builds(chain)
            .map(build -> build.list("resources"))
            .filter(list -> !list.isEmpty())
            .findFirst()
            .orElse(List.of());
    List<Path> filtered = new ArrayList<>();
    for (Xml resource : resources) {
      Path folder = folder(resource.text("directory").orElse("src/main/resources"), text, root);
      named.add(folder);
      if (text.of(resource, "filtering", "false").equals("true")) {
        filtered.add(folder);
      }
    }
    if (resources.isEmpty()) {
      named.add(main.resolve("resources"));
    }
    boolean usual = named.equals(List.of(main.resolve("java"), main.resolve("resources")));
    return new MavenFolders(usual ? List.of() : named.stream().distinct().toList(), filtered);
  }

  private static Stream<Xml> builds(PomChain chain) {
    return chain.links().stream().flatMap(link -> link.project().child("build").stream());
  }

  private static Path folder(String said, PomText text, Path root) {
    return root.resolve(text.expand(said)).normalize();
  }

  /** Returns the folders as a module names its own. */
  List<String> names(Path root) {
    Path top = root.toAbsolutePath().normalize();
    return named.stream()
        .map(folder -> folder.startsWith(top) ? top.relativize(folder) : folder)
        .map(Path::toString)
        .toList();
  }

  /** Warns of files in which Maven would replace something. */
  void warnOfFiltered(SourceTree tree, Problems problems) {
    for (Path file : tree.resources().values()) {
      Path absolute = file.toAbsolutePath().normalize();
      if (filtered.stream().anyMatch(absolute::startsWith) && hasProperty(file)) {
        problems.warning(
            file, "is filtered by Maven, but not here: a property in it, ${...}, is not replaced");
      }
    }
  }

  private static boolean hasProperty(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains("${");
    } catch (IOException e) {
      // Assembling the plugin will say so.
      return false;
    }
  }
}
