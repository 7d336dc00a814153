// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.daemon.DaemonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which the demo works: a copy of the sources, the plugin folder and the state.
 *
 * @param folder the folder
 * @param temporary whether it is deleted at the end
 */
record Scratch(Path folder, boolean temporary) implements AutoCloseable {

  /** Makes the folder and copies the sources that the distribution brings. */
  static Scratch create(@Nullable Path wanted, Path home) throws IOException {
    Path sources = home.resolve("demo");
    if (!Files.isDirectory(sources)) {
      throw new DaemonException(
          "%s is missing; build or install Hotbus again to have the demo".formatted(sources));
    }
    if (wanted != null && Files.exists(wanted) && !isEmpty(wanted)) {
      throw new DaemonException("%s is not empty; name a new folder by --work".formatted(wanted));
    }
    Path folder =
        wanted == null
            ? Files.createTempDirectory("hotbus-demo-")
            : Files.createDirectories(wanted);
    Scratch scratch = new Scratch(folder.toRealPath(), wanted == null);
    copy(sources, scratch.folder.resolve("modules"));
    Files.createDirectories(scratch.plugins());
    return scratch;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  Path module(String name) {
    return folder.resolve("modules").resolve(name);
  }

  Path plugins() {
    return folder.resolve("plugins");
  }

  Path built() {
    return folder.resolve("built");
  }

  Path state() {
    return folder.resolve("state");
  }

  /** Edits a source file as a person would. */
  void edit(Path file, String before, String after) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    if (!text.contains(before)) {
      throw new DaemonException("%s does not contain: %s".formatted(file, before));
    }
    Path edited = file.resolveSibling(file.getFileName() + ".tmp");
    Files.writeString(edited, text.replace(before, after), StandardCharsets.UTF_8);
    Files.move(edited, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Puts a built bundle into the plugin folder, at once. */
  Path drop(Path bundle) throws IOException {
    Path target = plugins().resolve(bundle.getFileName());
    return Files.move(bundle, target, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
