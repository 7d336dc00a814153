// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What java.nio.file lacks for whole folders. */
final class Folders {

  private Folders() {}

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  /** Puts a finished folder in the place of an older one. */
  static void replace(Path old, Path fresh) throws IOException {
    delete(old);
    Files.move(fresh, old);
  }

  /** Copies a file unless the target already has the same content. */
  static void copy(Path from, Path to) throws IOException {
    if (!Files.exists(to) || Files.mismatch(from, to) != -1) {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Writes a text unless the file already holds it. */
  static void write(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.writeString(file, text);
    }
  }

  /** Copies what is no Java source, as an IDE does. */
  static void copyResources(Path sources, Path target) throws IOException {
    for (Path file : House.files(sources, "")) {
      if (!file.toString().endsWith(".java")) {
        Path copy = target.resolve(sources.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
