// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problem;
import hot.codegen.problem.Problem.Severity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where a build file says something: the readers of bnd and XML do not tell, so it is looked for.
 *
 * @param file the file
 * @param line the line, from 1; 0 if what was said is not there literally
 */
record Place(Path file, int line) {

  /** Returns the first line that has a text in it and is no comment. */
  static Place of(Path file, String text) {
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < lines.size(); i++) {
        if (lines.get(i).contains(text) && !lines.get(i).startsWith("#")) {
          return new Place(file, i + 1);
        }
      }
    } catch (IOException e) {
      // Then it is a problem of the file as a whole.
    }
    return new Place(file, 0);
  }

  Problem error(String message) {
    return problem(Severity.ERROR, message);
  }

  Problem warning(String message) {
    return problem(Severity.WARNING, message);
  }

  private Problem problem(Severity severity, String message) {
    return new Problem(Optional.of(file), line, 0, severity, message, "");
  }
}
