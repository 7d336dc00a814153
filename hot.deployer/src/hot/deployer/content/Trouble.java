// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What keeps the deployer from writing: a full disk, a directory that has gone. It is no fault of
 * the plugin that it hits, passes by itself or by the operator's hand, and is then over.
 */
public final class Trouble {

  private static final int BLOCK = 64 << 10;

  private Trouble() {}

  /**
   * Says that a directory can not be written, and what to do; the same each time.
   *
   * @param directory the directory
   * @param failed why
   * @return a sentence without its full stop
   */
  public static String unwritable(Path directory, IOException failed) {
    return "%s can not be written: %s; make room there or make it writable, it is tried again by itself"
        .formatted(directory, reason(failed));
  }

  /** Leaves out the names of files, which may be temporary ones. */
  private static String reason(IOException failed) {
    if (failed instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (failed instanceof FileAlreadyExistsException) {
      return "it is no directory";
    }
    @Nullable String text =
        failed instanceof FileSystemException system ? system.getReason() : failed.getMessage();
    return text == null ? failed.getClass().getSimpleName() : text;
  }

  /**
   * Finds out by writing whether directories have room.
   *
   * @param directories the directories, each of which must be there
   * @param bytes for how much
   * @return what speaks against the first one that has not, empty if all have
   */
  public static Optional<String> find(List<Path> directories, long bytes) {
    for (Path directory : directories) {
      Path probe = directory.resolve(".room.tmp");
      try {
        write(probe, bytes);
      } catch (IOException failed) {
        return Optional.of(unwritable(directory, failed));
      } finally {
        delete(probe);
      }
    }
    return Optional.empty();
  }

  private static void write(Path probe, long bytes) throws IOException {
    try (OutputStream out = Files.newOutputStream(probe)) {
      byte[] block = new byte[BLOCK];
      for (long left = bytes + BLOCK; left > 0; left -= BLOCK) {
        out.write(block);
      }
    }
  }

  /** Deletes what is of no use, if it can. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException later) {
      // The next one of that name replaces it, or the next clean-up takes it away.
    }
  }
}
