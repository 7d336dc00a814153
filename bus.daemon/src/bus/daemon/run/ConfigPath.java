// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import bus.daemon.DaemonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A configuration as it was asked for: a file, or a directory whose files all count.
 *
 * @param given the path as it was given
 * @param path where that is
 */
record ConfigPath(Path given, Path path) {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  /** Whether files come and go here. */
  boolean folder() {
    return Files.isDirectory(path);
  }

  /**
   * Returns the files that are there now, in the order of their names: the file itself, whether it
   * exists or not, or those in the directory.
   */
  List<ConfigPath> files() {
    if (!folder()) {
      return List.of(this);
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries
          .filter(ConfigPath::counts)
          .sorted()
          .map(file -> new ConfigPath(given.resolve(file.getFileName()), file))
          .toList();
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration folder %s can not be read: %s".formatted(given, failed), failed);
    }
  }

  private static boolean counts(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && ENDINGS.stream().anyMatch(name::endsWith)
        && Files.isRegularFile(file);
  }
}
