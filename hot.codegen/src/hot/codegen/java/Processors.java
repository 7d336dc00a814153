// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import java.nio.file.Path;
import java.util.List;

/**
 * The annotation processors of a compilation.
 *
 * @param path jars with processors and what these need; empty if none is to run
 * @param options what they are told, {@code -Akey=value}
 */
public record Processors(List<Path> path, List<String> options) {

  private static final Processors NONE = new Processors(List.of(), List.of());

  /** Copies the lists. */
  public Processors {
    path = List.copyOf(path);
    options = List.copyOf(options);
  }

  /**
   * Lets no processor run.
   *
   * @return no processors
   */
  public static Processors none() {
    return NONE;
  }

  /**
   * Says whether there is none.
   *
   * @return true if no processor is to run
   */
  public boolean isEmpty() {
    return path.isEmpty();
  }
}
