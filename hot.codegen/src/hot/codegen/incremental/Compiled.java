// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.Analysis;
import hot.codegen.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The sources of a plugin, compiled.
 *
 * @param classes all classes and resources, by path; none if there is an error
 * @param analysis controllers and factories
 * @param problems errors and warnings of all sources
 * @param visible a digest of all that other classes can see of these; empty if it is not known
 * @param recompiled how many sources were compiled for it
 */
public record Compiled(
    Map<String, byte[]> classes,
    Analysis analysis,
    List<Problem> problems,
    Optional<String> visible,
    int recompiled) {

  /** Copies the collections. */
  public Compiled {
    classes = Map.copyOf(classes);
    problems = List.copyOf(problems);
  }

  /**
   * Says whether there is an error.
   *
   * @return true if there are no classes
   */
  public boolean failed() {
    return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }
}
