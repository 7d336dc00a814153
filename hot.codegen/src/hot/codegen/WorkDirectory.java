// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a person can look at what was compiled. */
final class WorkDirectory {

  private WorkDirectory() {}

  static void writeClasses(Optional<Path> work, Map<String, byte[]> classes) throws IOException {
    if (work.isEmpty()) {
      return;
    }
    Path folder = work.get().resolve("classes");
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
  }
}
