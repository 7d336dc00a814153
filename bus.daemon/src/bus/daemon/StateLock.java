// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A hold on a state directory, so that no two daemons work on one. Ends with the process. */
public final class StateLock implements AutoCloseable {
  private final Path state;
  private final FileChannel channel;
  private final FileLock lock;

  private StateLock(Path state, FileChannel channel, FileLock lock) {
    this.state = state;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Takes a state directory, and makes it if it is not there.
   *
   * @throws DaemonException if it can not be written, or another daemon has it
   */
  public static StateLock take(Path state) {
    try {
      OwnerOnly.createDirectories(state);
      FileChannel channel =
          FileChannel.open(
              state.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new DaemonException(
            "state directory %s is in use by another daemon%s; stop that one, or give this one its own with --state"
                .formatted(state, holder(state)));
      }
      Files.writeString(state.resolve("pid"), ProcessHandle.current().pid() + "\n");
      return new StateLock(state, channel, lock);
    } catch (IOException failed) {
      throw new DaemonException(
          "state directory %s can not be written (%s); make it writable, or choose another with --state"
              .formatted(state, failed),
          failed);
    }
  }

  /** Returns the state directory. */
  public Path state() {
    return state;
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException held) {
      return null; // by this process itself
    }
  }

  private static String holder(Path state) throws IOException {
    Path pid = state.resolve("pid");
    return Files.isReadable(pid) ? " (process " + Files.readString(pid).strip() + ")" : "";
  }

  @Override
  public void close() {
    try (FileChannel closing = channel) {
      if (closing.isOpen()) {
        lock.release();
      }
    } catch (IOException failed) {
      throw new DaemonException("the lock of the state directory can not be released", failed);
    }
  }
}
