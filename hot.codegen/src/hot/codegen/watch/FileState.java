// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a file was at the last look.
 *
 * @param size its size
 * @param modified its time of modification
 * @param key what file it was, if the file system knows
 * @param sum a sum over its content; 0 for a large file, which is told by its attributes only
 */
record FileState(long size, FileTime modified, @Nullable Object key, long sum) {

  private static final long LARGE = 4L << 20;

  /** Reads a file. */
  static FileState read(Path file, BasicFileAttributes attributes) throws IOException {
    return new FileState(
        attributes.size(),
        attributes.lastModifiedTime(),
        attributes.fileKey(),
        attributes.size() > LARGE ? 0 : sum(file));
  }

  private static long sum(Path file) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Files.readAllBytes(file));
    return sum.getValue();
  }

  /** Says whether it need not be read again, unless something has touched it. */
  boolean looksLike(BasicFileAttributes attributes) {
    return size == attributes.size()
        && modified.equals(attributes.lastModifiedTime())
        && Objects.equals(key, attributes.fileKey());
  }

  /** Says whether the content is the same; one that was merely written again is. */
  boolean sameContent(FileState other) {
    boolean large = size > LARGE;
    return size == other.size && sum == other.sum && (!large || modified.equals(other.modified));
  }

  boolean empty() {
    return size == 0;
  }
}
