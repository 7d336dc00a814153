// SPDX-License-Identifier: Apache-2.0
package hot.codegen.problem;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that is wrong with what was to be compiled.
 *
 * @param file the file it is in, named as the module was; empty if it is in none
 * @param line the line, from 1; 0 if it is the file as a whole
 * @param column the column, from 1, a tab counting as one; 0 if it is the line as a whole
 * @param severity how bad it is
 * @param message what is wrong and what was expected; may have several lines
 * @param sourceLine the text of the line; empty if there is none
 */
public record Problem(
    Optional<Path> file,
    long line,
    long column,
    Severity severity,
    String message,
    String sourceLine) {

  /** How bad a problem is. */
  public enum Severity {
    /** Nothing is built. */
    ERROR,
    /** The plugin is built, but should be looked at. */
    WARNING
  }

  /**
   * Creates an error that is in no file.
   *
   * @param message what is wrong
   * @return the problem
   */
  public static Problem error(String message) {
    return new Problem(Optional.empty(), 0, 0, Severity.ERROR, message, "");
  }

  /**
   * Creates an error of a file as a whole.
   *
   * @param file the file
   * @param message what is wrong
   * @return the problem
   */
  public static Problem error(Path file, String message) {
    return new Problem(Optional.of(file), 0, 0, Severity.ERROR, message, "");
  }

  /**
   * Creates a warning about a file as a whole.
   *
   * @param file the file
   * @param message what is wrong
   * @return the problem
   */
  public static Problem warning(Path file, String message) {
    return new Problem(Optional.of(file), 0, 0, Severity.WARNING, message, "");
  }

  /**
   * Returns where it is.
   *
   * @return {@code file:line:column}, as much of it as is known
   */
  public String place() {
    StringBuilder place = new StringBuilder(file.map(Path::toString).orElse(""));
    if (line > 0) {
      place.append(':').append(line);
      if (column > 0) {
        place.append(':').append(column);
      }
    }
    return place.toString();
  }

  /**
   * Returns the form for a terminal.
   *
   * @return {@code file:line:column: error: message}, then the line of the source with a caret
   *     under the place, if they are known; without a line end
   */
  public String text() {
    String place = place();
    String head = severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    String text = place.isEmpty() ? head : place + ": " + head;
    if (sourceLine.isEmpty()) {
      return text;
    }
    return column < 1 ? text + "\n" + sourceLine : text + "\n" + sourceLine + "\n" + caret();
  }

  /** Puts a caret under the column; tabs stay tabs, so that it is there whatever their width. */
  private String caret() {
    int before = (int) Math.min(column - 1, sourceLine.length());
    return sourceLine.substring(0, before).replaceAll("[^\t]", " ") + "^";
  }

  @Override
  public String toString() {
    return text();
  }
}
