// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.java.TextSource;
import java.nio.file.Path;

/**
 * A source as it was found.
 *
 * @param file the file, named as its module was
 * @param digest a digest of its text
 * @param text reads its text
 */
public record SourceText(Path file, String digest, Reader text) {

  /** Reads a source when it is needed. */
  @FunctionalInterface
  public interface Reader {
    /**
     * Reads the text.
     *
     * @return the source
     */
    TextSource read();
  }

  /**
   * Makes one of a text.
   *
   * @param source the source
   * @return the same with its digest
   */
  public static SourceText of(TextSource source) {
    return new SourceText(source.shown(), Digests.of(source.text()), () -> source);
  }
}
