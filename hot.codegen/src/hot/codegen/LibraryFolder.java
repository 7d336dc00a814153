// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the libraries are that plugins are compiled against and do not contain, compiled from their
 * modules; temporary. Not thread-safe.
 */
final class LibraryFolder implements AutoCloseable {

  private @Nullable Path folder;
  private final Set<Path> compiling = new HashSet<>();

  /** Begins with the module of a directory; false if that is under way already. */
  boolean enter(Path module) {
    return compiling.add(module.toAbsolutePath().normalize());
  }

  void leave(Path module) {
    compiling.remove(module.toAbsolutePath().normalize());
  }

  /**
   * Returns the output for the module of a directory. It is always the same: a former one that was
   * deleted might be open still.
   */
  Path output(Path module) throws IOException {
    if (folder == null) {
      folder = Files.createTempDirectory("hotbus-libraries-");
    }
    String name = Integer.toHexString(module.toAbsolutePath().normalize().hashCode());
    return folder.resolve("library-" + name + ".jar");
  }

  @Override
  public void close() throws IOException {
    if (folder == null) {
      return;
    }
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    folder = null;
  }
}
