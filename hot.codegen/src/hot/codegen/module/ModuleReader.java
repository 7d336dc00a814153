// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import bus.api.plugin.PluginConstants;
import hot.codegen.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads modules of all three forms. */
final class ModuleReader {

  private static final String BND = "bnd.bnd";
  private static final String POM = "pom.xml";

  private final PomReader poms;
  private final Problems problems;
  private final InputCollector inputs;

  ModuleReader(PomReader poms, Problems problems, InputCollector inputs) {
    this.poms = poms;
    this.problems = problems;
    this.inputs = inputs;
  }

  /** Reads a module; empty if there is none, which has become a problem. */
  Optional<Module> read(Path root, String why) {
    inputs.files(List.of(root, root.resolve(BND), root.resolve(POM)));
    if (!Files.isDirectory(root)) {
      String what = Files.exists(root) ? "is not a directory" : "does not exist";
      problems.error(root, "the module " + what + why);
      return Optional.empty();
    }
    Path bnd = root.resolve(BND);
    if (Files.isRegularFile(bnd)) {
      return Optional.of(fromBnd(root, bnd));
    }
    Path pom = root.resolve(POM);
    if (Files.isRegularFile(pom)) {
      return Optional.of(fromPom(root, pom));
    }
    SourceTree tree = tree(root);
    Module.Needs nothing = new Module.Needs(List.of(), List.of(), List.of());
    Optional<String> unsaid = Optional.empty();
    return Optional.of(
        new Module(root, tree, unsaid, unsaid, Optional.empty(), Optional.empty(), nothing));
  }

  private SourceTree tree(Path root) {
    SourceTree tree = SourceTree.read(root, problems);
    inputs.module(root, tree);
    return tree;
  }

  private Module fromBnd(Path root, Path file) {
    BndFile bnd = BndFile.read(file, problems, inputs);
    Optional<Coordinates> coordinates = Optional.empty();
    Module.Needs needs = bnd.needs(problems);
    Path pom = root.resolve(POM);
    if (Files.isRegularFile(pom)) {
      Optional<Pom> read = poms.read(pom, problems);
      coordinates = read.map(Pom::name);
      needs = withDependencies(needs, read.map(Pom::dependencies).orElse(List.of()));
    }
    return new Module(
        root,
        tree(root),
        bnd.header(PluginConstants.HEADER_ID).or(() -> bnd.symbolicName()),
        bnd.header(PluginConstants.HEADER_VERSION).or(() -> bnd.header("Bundle-Version")),
        Optional.of(file),
        coordinates,
        needs);
  }

  private static Module.Needs withDependencies(Module.Needs needs, List<Dependency> more) {
    List<Dependency> all = Stream.concat(needs.dependencies().stream(), more.stream()).toList();
    return new Module.Needs(all, needs.replacements(), needs.buildPath());
  }

  private Module fromPom(Path root, Path file) {
    Optional<Pom> pom = poms.read(file, problems);
    List<Dependency> dependencies = pom.map(Pom::dependencies).orElse(List.of());
    return new Module(
        root,
        tree(root),
        pom.map(read -> read.name().artifact()),
        pom.map(Pom::version),
        Optional.empty(),
        pom.map(Pom::name),
        new Module.Needs(dependencies, List.of(), List.of()));
  }
}
