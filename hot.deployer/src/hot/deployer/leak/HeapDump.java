// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import javax.management.JMException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Writes dumps of the heap into a directory of its own, which only the owner may read, since a dump
 * holds every secret of the process. What was left there by a process that died is deleted first.
 */
final class HeapDump {

  private static final String BEAN = "com.sun.management:type=HotSpotDiagnostic";
  private static final long MEBI = 1L << 20;

  private final Path directory;
  private final long most;

  /**
   * Makes a writer of dumps.
   *
   * @param directory where, made and deleted again with each dump
   * @param most how many bytes of the heap may be in use at most
   */
  HeapDump(Path directory, long most) {
    this.directory = directory;
    this.most = most;
  }

  /**
   * Writes a dump of all that can be reached. Stops all threads meanwhile.
   *
   * @param marks what must be found again in it
   * @return the file
   * @throws IOException if there is no room for it, or the JVM can not write it
   */
  Path write(List<HeapMark> marks) throws IOException {
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    if (used > most) {
      throw new IOException(
          "%d MiB of the heap are in use, which is more than the %d MiB that may be dumped"
              .formatted(used / MEBI, most / MEBI));
    }
    delete();
    createDirectory();
    long room = Files.getFileStore(directory).getUsableSpace();
    if (room < 2 * used) {
      throw new IOException(
          "%d MiB are free for the dump in %s, which needs up to %d"
              .formatted(room / MEBI, directory, 2 * used / MEBI));
    }
    Path file = directory.resolve("heap.hprof");
    try {
      ManagementFactory.getPlatformMBeanServer()
          .invoke(
              new ObjectName(BEAN),
              "dumpHeap",
              new Object[] {file.toString(), true},
              new String[] {String.class.getName(), boolean.class.getName()});
    } catch (JMException | RuntimeException refused) {
      throw new IOException("this JVM writes no dump: " + refused, refused);
    } finally {
      Reference.reachabilityFence(marks);
    }
    return file;
  }

  private void createDirectory() throws IOException {
    if (directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(directory);
    }
  }

  /** Deletes what was dumped, and what was derived from it. */
  void delete() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
              throws IOException {
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
