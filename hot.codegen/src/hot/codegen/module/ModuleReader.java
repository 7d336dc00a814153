// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.build.Project;
import bus.api.plugin.PluginConstants;
import hot.codegen.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Reads modules of all three forms. */
final class ModuleReader {

  private static final String BND = "bnd.bnd";
  private static final String POM = "pom.xml";

  private final PomReader poms;
  private final BndWorkspaces workspaces;
  private final Problems problems;
  private final InputCollector inputs;

  ModuleReader(PomReader poms, BndWorkspaces workspaces, Problems problems, InputCollector inputs) {
    this.poms = poms;
    this.workspaces = workspaces;
    this.problems = problems;
    this.inputs = inputs;
  }

  /** Reads a module; empty if there is none, which has become a problem. */
  Optional<Module> read(Path root, String why) {
    Path bnd = root.resolve(BND);
    Path pom = root.resolve(POM);
    inputs.files(List.of(root, bnd, pom));
    if (!Files.isDirectory(root)) {
      String what = Files.exists(root) ? "is not a directory" : "does not exist";
      problems.error(root, "the module " + what + why);
      return Optional.empty();
    }
    if (Files.isRegularFile(bnd)) {
      return Optional.of(fromBnd(root, bnd));
    }
    if (Files.isRegularFile(pom)) {
      return Optional.of(fromPom(root, pom));
    }
    Optional<String> unsaid = Optional.empty();
    return Optional.of(
        new Module(
            root,
            tree(root, List.of()),
            unsaid,
            unsaid,
            Optional.empty(),
            Module.Build.plain(OptionalInt.empty(), List.of()),
            Module.Needs.NOTHING));
  }

  private SourceTree tree(Path root, List<String> folders) {
    SourceTree tree = SourceTree.read(root, folders, problems);
    inputs.module(root, tree);
    folders.forEach(folder -> inputs.file(root.resolve(folder)));
    return tree;
  }

  private Module fromBnd(Path root, Path file) {
    Optional<Project> project = workspaces.project(root, inputs, problems);
    BndFile bnd =
        project
            .map(found -> fromProject(file, found))
            .orElseGet(() -> BndFile.read(file, problems, inputs));
    Module.Needs needs = bnd.needs(problems);
    Path pom = root.resolve(POM);
    Optional<Pom> maven =
        Files.isRegularFile(pom) ? poms.read(pom, problems) : Optional.<Pom>empty();
    OptionalInt release = bnd.release();
    return new Module(
        root,
        tree(root, bnd.sourceFolders()),
        bnd.header(PluginConstants.HEADER_ID)
            .or(bnd::symbolicName)
            .or(() -> project.map(Project::getName)),
        bnd.header(PluginConstants.HEADER_VERSION).or(() -> bnd.header("Bundle-Version")),
        maven.map(Pom::name),
        new Module.Build(
            Optional.of(file),
            project,
            release.isPresent() || maven.isEmpty() ? release : maven.get().release(),
            processing(bnd, maven),
            bnd.factories(problems)),
        maven.map(read -> needs(needs, read)).orElse(needs));
  }

  private List<String> processing(BndFile bnd, Optional<Pom> maven) {
    return Stream.concat(
            bnd.processorOptions(problems).stream(),
            maven.map(Pom::processing).orElse(List.of()).stream())
        .toList();
  }

  private BndFile fromProject(Path file, Project project) {
    BndFile read = BndFile.of(file, project, inputs);
    if (!project.getErrors().isEmpty()) {
      project.getErrors().forEach(e -> problems.add(BndReport.error(project, file, e)));
      workspaces.forget(project);
    }
    return read;
  }

  private static Module.Needs needs(Module.Needs needs, Pom pom) {
    List<Dependency> all =
        Stream.concat(needs.dependencies().stream(), pom.dependencies().stream()).toList();
    return new Module.Needs(
        all, needs.replacements(), needs.buildPath(), pom.managed(), pom.siblings());
  }

  private Module fromPom(Path root, Path file) {
    Optional<Pom> pom = poms.read(file, problems);
    MavenFolders folders = pom.map(Pom::folders).orElse(MavenFolders.USUAL);
    SourceTree tree = tree(root, folders.names(root));
    folders.warnOfFiltered(tree, problems);
    return new Module(
        root,
        tree,
        pom.map(read -> read.name().artifact()),
        pom.map(Pom::version),
        pom.map(Pom::name),
        Module.Build.plain(
            pom.map(Pom::release).orElse(OptionalInt.empty()),
            pom.map(Pom::processing).orElse(List.of())),
        pom.map(read -> needs(Module.Needs.NOTHING, read)).orElse(Module.Needs.NOTHING));
  }
}
