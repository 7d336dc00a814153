// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The jars of the annotation processors that modules name, and of what these need to run. They are
 * nothing to compile against, and nothing of them goes into the plugin.
 */
final class ProcessorPath {

  private final MavenRepository repository;
  private final PomReader poms;
  private final Replacements replacements;
  private final InputCollector inputs;
  private final Problems problems;
  private final Deque<Dependency> open = new ArrayDeque<>();

  ProcessorPath(
      MavenRepository repository,
      PomReader poms,
      Replacements replacements,
      InputCollector inputs,
      Problems problems) {
    this.repository = repository;
    this.poms = poms;
    this.replacements = replacements;
    this.inputs = inputs;
    this.problems = problems;
  }

  void add(Dependency processor) {
    open.addLast(processor);
  }

  /** Returns all of them, nearest first; of two versions of an artifact the nearest is taken. */
  List<Path> jars() {
    List<Path> jars = new ArrayList<>();
    Set<Coordinates> found = new HashSet<>();
    while (!open.isEmpty()) {
      Dependency next = open.removeFirst();
      if (found.add(next.name())) {
        jar(next).ifPresent(jars::add);
      }
    }
    return jars;
  }

  private Optional<Path> jar(Dependency processor) {
    Optional<Replacement> replacement = replacements.of(processor);
    if (replacement.isPresent()) {
      return replaced(replacement.get());
    }
    repository.place(processor).ifPresent(inputs::file);
    Optional<Path> jar = repository.jar(processor, problems);
    if (jar.isPresent()) {
      repository
          .pom(processor.name(), processor.version())
          .flatMap(pom -> poms.read(pom, problems))
          .ifPresent(pom -> follow(processor, pom));
    }
    return jar;
  }

  private Optional<Path> replaced(Replacement by) {
    inputs.file(by.path());
    if (Files.isRegularFile(by.path())) {
      return Optional.of(by.path());
    }
    String what = Files.exists(by.path()) ? "is a directory" : "does not exist";
    problems.error(
        by.path(),
        "replaces the annotation processor "
            + by.artifact()
            + " but "
            + what
            + "; expected a jar (declared by "
            + by.declaredIn()
            + ")");
    return Optional.empty();
  }

  private void follow(Dependency processor, Pom pom) {
    for (Dependency next : pom.dependencies()) {
      boolean needed = !next.optional() && !next.provided() && !next.processor();
      if (needed && !processor.excludes(next.name())) {
        open.addLast(next.through(processor.excluded(), ""));
      }
    }
  }
}
