// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What lies in a plugin folder and can not be read as a file. */
final class OddFile {

  private OddFile() {}

  /** Returns why it can not be read as a file, to follow its name; empty if it may be one. */
  static Optional<String> reason(Path file) {
    if (Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (Files.isDirectory(file)) {
      return Optional.of("is a directory; a plugin is taken as a jar only, so pack it");
    }
    if (Files.isSymbolicLink(file)) {
      return Optional.of("is a link to " + target(file) + ", which can not be reached");
    }
    return Files.exists(file) ? Optional.of("is no regular file") : Optional.empty();
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException gone) {
      return "nothing";
    }
  }

  /** Says whether it is a directory with the content of a bundle. */
  static boolean isExploded(Path directory) {
    return !String.valueOf(directory.getFileName()).startsWith(".")
        && Files.isRegularFile(directory.resolve("META-INF").resolve("MANIFEST.MF"));
  }
}
