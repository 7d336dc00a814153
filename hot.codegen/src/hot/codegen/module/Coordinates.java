// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.util.Optional;

/**
 * The name of an artifact without its version.
 *
 * @param group the group id
 * @param artifact the artifact id
 */
public record Coordinates(String group, String artifact) {

  /**
   * Reads {@code group:artifact}.
   *
   * @param text the text
   * @return the name, empty if the text is something else
   */
  public static Optional<Coordinates> parse(String text) {
    String[] parts = text.strip().split(":", -1);
    boolean right = parts.length == 2 && isName(parts[0]) && isName(parts[1]);
    return right ? Optional.of(new Coordinates(parts[0], parts[1])) : Optional.empty();
  }

  /** These become parts of paths and of a command line, so nothing else is let through. */
  static boolean isName(String text) {
    return text.matches("[A-Za-z0-9_][A-Za-z0-9_.+-]*") && !text.contains("..");
  }

  @Override
  public String toString() {
    return group + ":" + artifact;
  }
}
