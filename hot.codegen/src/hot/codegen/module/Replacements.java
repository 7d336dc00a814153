// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The replacements that hold for a plugin: the first that is declared for an artifact wins. */
final class Replacements {

  private final Problems problems;
  private final List<Replacement> all = new ArrayList<>();
  private final Set<Replacement> used = new LinkedHashSet<>();

  Replacements(Problems problems) {
    this.problems = problems;
  }

  /** Adds those of the request, which precede all others. */
  void override(Map<String, Path> overriding) {
    overriding.forEach(
        (name, path) ->
            Replacement.parse(name, path, "the request")
                .ifPresentOrElse(
                    all::add,
                    () ->
                        problems.error(
                            "a replacement is for group:artifact or group:artifact:version, got "
                                + name)));
  }

  void addAll(List<Replacement> more) {
    for (Replacement one : more) {
      boolean known =
          all.stream()
              .anyMatch(o -> o.name().equals(one.name()) && o.version().equals(one.version()));
      if (!known) {
        all.add(one);
      }
    }
  }

  /** Returns what stands for a dependency; one that names its version precedes one for all. */
  Optional<Replacement> of(Dependency dependency) {
    Optional<Replacement> found =
        all.stream()
            .filter(one -> one.standsFor(dependency))
            .min((a, b) -> Boolean.compare(a.version().isEmpty(), b.version().isEmpty()));
    found.ifPresent(used::add);
    return found;
  }

  /** Returns those that stand for something. */
  List<Replacement> used() {
    return List.copyOf(used);
  }

  void warnOfUnused() {
    for (Replacement one : all) {
      if (!used.contains(one)) {
        problems.warning(
            one.path(),
            "replaces "
                + one.artifact()
                + ", on which nothing depends; declared by "
                + one.declaredIn());
      }
    }
  }
}
