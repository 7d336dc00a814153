// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A factory that was named to be registered, or a controller whose factory is meant.
 *
 * @param type the full name of the class
 * @param file where it is named; empty if in the request
 * @param line the line there, from 1; 0 if it is not known
 */
public record NamedFactory(String type, Optional<Path> file, long line) {

  /** Takes the name of a nested class in both forms, {@code a.B.C} and {@code a.B$C}. */
  public NamedFactory {
    type = type.replace('$', '.');
  }

  /**
   * Creates one that is named in a request.
   *
   * @param type the full name of the class
   * @return it
   */
  public static NamedFactory requested(String type) {
    return new NamedFactory(type, Optional.empty(), 0);
  }

  /** Returns an error at the place where it is named. */
  Problem error(String message) {
    return new Problem(file, line, 0, Problem.Severity.ERROR, message, "");
  }
}
