// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import java.nio.file.Path;

/**
 * What happened to a file since the last build.
 *
 * @param file the file
 * @param kind what happened
 */
public record FileChange(Path file, Kind kind) {

  /** What can happen. */
  public enum Kind {
    /** It was not there. */
    ADDED,
    /** Its content is another one. */
    MODIFIED,
    /** It is not there any more. */
    DELETED
  }
}
