// SPDX-License-Identifier: Apache-2.0
package hot.codegen.generate;

import hot.codegen.module.SourceTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory that generated sources are written to. */
public final class SourceFolder {

  private SourceFolder() {}

  /**
   * Brings a directory to hold some sources: writes those that differ, and deletes those that an
   * earlier run has written and this one has not. Other files are left alone.
   *
   * @param folder the directory; made if need be
   * @param sources the sources
   * @return whether anything was changed
   * @throws IOException if that is not possible
   */
  public static boolean write(Path folder, List<GeneratedSource> sources) throws IOException {
    boolean changed = false;
    Set<Path> kept = new HashSet<>();
    for (GeneratedSource source : sources) {
      Path file = folder.resolve(source.path());
      kept.add(file);
      byte[] content = source.text().getBytes(StandardCharsets.UTF_8);
      if (!Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        changed = true;
      }
    }
    return deleteOthers(folder, kept) || changed;
  }

  private static boolean deleteOthers(Path folder, Set<Path> kept) throws IOException {
    List<Path> stale;
    try (Stream<Path> files = Files.walk(folder)) {
      stale =
          files
              .filter(file -> file.toString().endsWith(".java") && !kept.contains(file))
              .filter(Files::isRegularFile)
              .toList();
    }
    boolean changed = false;
    for (Path file : stale) {
      if (Files.readString(file, StandardCharsets.ISO_8859_1)
          .startsWith(SourceTree.GENERATED_MARK + "\n")) {
        Files.delete(file);
        changed = true;
      }
    }
    return changed;
  }
}
