// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.osgi.Processor;
import aQute.service.reporter.Report;
import hot.codegen.problem.Problem;
import hot.codegen.problem.Problem.Severity;
import java.nio.file.Path;
import java.util.Optional;

/** Turns what bnd reports into problems. */
public final class BndReport {

  private BndReport() {}

  /**
   * Makes an error of one of bnd's.
   *
   * @param processor what reported it
   * @param file the file that it is about, unless bnd knows better
   * @param message what bnd says
   * @return the problem
   */
  public static Problem error(Processor processor, Path file, String message) {
    return problem(processor, file, message, Severity.ERROR);
  }

  /**
   * Makes a warning of one of bnd's.
   *
   * @param processor what reported it
   * @param file the file that it is about, unless bnd knows better
   * @param message what bnd says
   * @return the problem
   */
  public static Problem warning(Processor processor, Path file, String message) {
    return problem(processor, file, message, Severity.WARNING);
  }

  private static Problem problem(Processor from, Path file, String message, Severity severity) {
    Report.Location location = from.getLocation(message);
    boolean placed = location != null && location.file != null && location.line > 0;
    boolean same = placed && Path.of(location.file).endsWith(file.toAbsolutePath().normalize());
    Path shown = !placed || same ? file : Path.of(location.file);
    long line = placed ? location.line + 1L : 0;
    String text = message.strip().replaceAll("\\s*\\R\\s*", "; ");
    return new Problem(Optional.of(shown), line, 0, severity, text, "");
  }
}
