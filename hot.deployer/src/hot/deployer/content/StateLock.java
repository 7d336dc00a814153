// SPDX-License-Identifier: Apache-2.0
package hot.deployer.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A hold on the deployer's state directory, so that no two deployers work on one, be they in one
 * process or in two. Ends with the process at the latest.
 *
 * <p>Not thread-safe: belongs to one thread at a time.
 */
public final class StateLock implements AutoCloseable {

  private final Path directory;
  private FileChannel channel;
  private @Nullable Object inode;

  /**
   * Takes a directory, and makes it if it is not there.
   *
   * @param directory the state directory
   * @throws IOException if another deployer has it, or it can not be written; with a sentence for
   *     the operator
   */
  public StateLock(Path directory) throws IOException {
    this.directory = directory;
    this.channel = take();
    this.inode = inode();
  }

  private Path file() {
    return directory.resolve("lock");
  }

  private FileChannel take() throws IOException {
    FileChannel opened;
    try {
      Files.createDirectories(directory);
      opened =
          FileChannel.open(
              file(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (IOException failed) {
      throw new IOException(Trouble.unwritable(directory, failed), failed);
    }
    if (lock(opened) == null) {
      opened.close();
      throw new IOException(
          "state directory %s is in use by another deployer%s; stop that process, or set hotbus.state to a directory of this one's own"
              .formatted(directory, holder()));
    }
    try {
      Files.writeString(directory.resolve("lock.pid"), ProcessHandle.current().pid() + "\n");
    } catch (IOException full) {
      // Only helps whoever comes second; what else can not be written is told then.
      Files.deleteIfExists(directory.resolve("lock.pid"));
    }
    return opened;
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null; // by this process itself
    }
  }

  private String holder() {
    try {
      return " (process " + Files.readString(directory.resolve("lock.pid")).strip() + ")";
    } catch (IOException unknown) {
      return "";
    }
  }

  /**
   * Makes the directory again, and takes it, if it is not the one any more that was taken.
   *
   * @return whether it had to
   * @throws IOException if it can not, as at first; to be tried again later
   */
  public boolean restore() throws IOException {
    Object now = inode();
    if (channel.isOpen() && now != null && Objects.equals(now, inode)) {
      return false;
    }
    channel.close();
    channel = take();
    inode = inode();
    return true;
  }

  /** Returns what tells the lock's file from another one of that name, null if there is none. */
  private @Nullable Object inode() {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file(), BasicFileAttributes.class);
      return attributes.fileKey() == null ? "there" : attributes.fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
