// SPDX-License-Identifier: Apache-2.0
package hot.codegen.problem;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The problems of one run, each once, in order of discovery. Not thread-safe. */
public final class Problems {

  private final Set<Problem> found = new LinkedHashSet<>();

  /**
   * Adds a problem.
   *
   * @param problem the problem
   */
  public void add(Problem problem) {
    found.add(problem);
  }

  /**
   * Adds problems.
   *
   * @param problems the problems
   */
  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /**
   * Adds an error that is in no file.
   *
   * @param message what is wrong
   */
  public void error(String message) {
    add(Problem.error(message));
  }

  /**
   * Adds an error of a file.
   *
   * @param file the file
   * @param message what is wrong
   */
  public void error(Path file, String message) {
    add(Problem.error(file, message));
  }

  /**
   * Adds a warning about a file.
   *
   * @param file the file
   * @param message what is wrong
   */
  public void warning(Path file, String message) {
    add(Problem.warning(file, message));
  }

  /**
   * Says whether anything forbids to go on.
   *
   * @return true if there is an error
   */
  public boolean failed() {
    return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
  }

  /**
   * Returns what was found, each once, errors first.
   *
   * @return a snapshot
   */
  public List<Problem> all() {
    return found.stream()
        .distinct()
        .sorted((left, right) -> left.severity().compareTo(right.severity()))
        .toList();
  }
}
