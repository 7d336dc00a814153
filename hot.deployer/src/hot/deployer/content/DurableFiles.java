// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that are replaced in one step, and that outlive a loss of power once they are synced. */
public final class DurableFiles {

  private static final Logger log = LoggerFactory.getLogger(DurableFiles.class);

  private DurableFiles() {}

  /**
   * Replaces a file in one step: a reader sees all of the old or all of the new.
   *
   * @param target the file
   * @param bytes its new content
   * @param durable whether to wait until the disk has it
   * @throws IOException if it can not be written; the old file is untouched then
   */
  public static void replace(Path target, byte[] bytes, boolean durable) throws IOException {
    Path temporary = target.resolveSibling("." + target.getFileName() + ".tmp");
    try {
      write(temporary, bytes, durable);
      move(temporary, target);
    } catch (IOException failed) {
      // On a full disk it would keep the others from being written.
      Trouble.delete(temporary);
      throw failed;
    }
    if (durable) {
      syncDirectory(target);
    }
  }

  private static void write(Path temporary, byte[] bytes, boolean durable) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      if (durable) {
        channel.force(true);
      }
    }
  }

  /**
   * Moves a file over another in one step.
   *
   * @param from the file
   * @param to its new place, in the same file system
   * @throws IOException if it can not be moved
   */
  static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Waits until the disk has a file and its name.
   *
   * @param file the file
   * @throws IOException if the disk fails
   */
  static void sync(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    syncDirectory(file);
  }

  private static void syncDirectory(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (directory == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Not every system can sync a directory; the file itself is on the disk.
      log.debug("directory not synced directory={} reason={}", directory, unsupported.toString());
    }
  }
}
