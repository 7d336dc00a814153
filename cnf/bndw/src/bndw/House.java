// SPDX-License-Identifier: Apache-2.0
package bndw;

import bndw.boot.ToolJars;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where things are: the workspace's folder, the jars of cnf/pom.xml and those of the tools. */
record House(Path root, List<Path> jars, ToolJars tools) {

  private static final String BUNDLED = "-all-deps.jar";

  Path cnf() {
    return root.resolve("cnf");
  }

  Path cache() {
    return cnf().resolve("cache");
  }

  /** Returns the jars of the tools, but google-java-format's, which holds others' classes. */
  List<Path> toolPath() throws IOException, InterruptedException {
    return tools.get().stream().filter(jar -> !jar.toString().endsWith(BUNDLED)).toList();
  }

  /** Returns the one jar of google-java-format. */
  Path formatter() throws IOException, InterruptedException {
    return tools.get().stream()
        .filter(jar -> jar.toString().endsWith(BUNDLED))
        .findFirst()
        .orElseThrow(() -> Stop.failed("cnf/tools/pom.xml does not list google-java-format"));
  }

  /** Returns the classes of this driver: forked JVMs run some of them. */
  Path driver() {
    return cache().resolve("bndw");
  }

  /** Returns the one jar whose artifact has that name. */
  Path jar(String artifact) {
    return jars.stream()
        .filter(jar -> jar.getParent().getParent().getFileName().toString().equals(artifact))
        .findFirst()
        .orElseThrow(() -> Stop.failed("the poms in cnf do not list " + artifact));
  }

  /** Returns the sources of the build itself, and of what it gives to the tests. */
  List<Path> ownSources() throws IOException {
    return files(
        Stream.of("bndw", "checks", "testing").map(name -> cnf().resolve(name)).toList(), ".java");
  }

  /** Returns the path of a file as the user would write it in this workspace. */
  String show(Path file) {
    Path path = file.toAbsolutePath();
    return (path.startsWith(root) ? root.relativize(path) : path).toString();
  }

  /** Returns a tool's message with paths as the user would write them. */
  String shorten(String message) {
    return message.replace(root + File.separator, "");
  }

  static String classPath(List<Path> files) {
    return files.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a path or a class path as a word of an argument file. */
  static String quote(Object path) {
    return '"' + path.toString().replace("\\", "\\\\") + '"';
  }

  /** Returns the files below a folder with that ending, sorted; none if there is no folder. */
  static List<Path> files(Path folder, String ending) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(ending) && Files.isRegularFile(file))
          .sorted()
          .toList();
    }
  }

  /** Returns the files with an ending below several folders, folder by folder. */
  static List<Path> files(List<Path> folders, String ending) throws IOException {
    List<Path> all = new ArrayList<>();
    for (Path folder : folders) {
      all.addAll(files(folder, ending));
    }
    return all;
  }
}
