// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Keeps the classes of the build driver as new as their sources. */
final class Driver {

  private Driver() {}

  /** Returns the driver's own class path among the jars. */
  static List<Path> path(List<Path> jars) {
    return jars.stream()
        .filter(jar -> jar.getFileName().toString().startsWith("biz.aQute.bnd-"))
        .toList();
  }

  /** Returns the folder with the driver's classes. */
  static Path compile(Path root, List<Path> jars) throws IOException {
    Path classes = root.resolve("cnf/cache/bndw");
    Path stamp = root.resolve("cnf/cache/bndw.stamp");
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root.resolve("cnf/bndw/src"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
    String state = state(sources);
    if (Files.exists(stamp) && Files.readString(stamp).equals(state)) {
      return classes;
    }
    Files.deleteIfExists(stamp);
    delete(classes);
    Files.createDirectories(classes);
    String classPath =
        jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator))
            + File.pathSeparator
            + root.resolve("cnf/cache/boot");
    String[] options =
        Stream.concat(
                Stream.of("--release", "17", "-proc:none", "-g", "-cp", classPath, "-d")
                    .map(String::toString),
                Stream.concat(Stream.of(classes.toString()), sources.stream().map(Path::toString)))
            .toArray(String[]::new);
    if (ToolProvider.getSystemJavaCompiler().run(null, System.err, System.err, options) != 0) {
      throw new BootException("the build driver in cnf/bndw/src does not compile");
    }
    Files.writeString(stamp, state);
    return classes;
  }

  private static String state(List<Path> sources) throws IOException {
    StringBuilder text = new StringBuilder(System.getProperty("java.version")).append('\n');
    for (Path source : sources) {
      text.append(source.getFileName()).append(' ').append(Files.size(source)).append(' ');
      text.append(Files.getLastModifiedTime(source).toMillis()).append('\n');
    }
    return text.toString();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
