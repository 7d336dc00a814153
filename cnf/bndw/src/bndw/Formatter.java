// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** google-java-format, in a JVM of its own: it needs internals of the compiler. */
final class Formatter {

  private static final String TOOL = "google-java-format";

  private final House house;
  private final Say say;

  Formatter(House house, Say say) {
    this.house = house;
    this.say = say;
  }

  /** Formats the named projects, or all and the build itself. */
  void format(List<String> names) throws Exception {
    List<Path> files = sources(new Modules(house), names);
    List<String> lines = run(files, "--replace");
    if (!lines.isEmpty()) {
      say.failure(TOOL, "failed", lines);
      throw Stop.failed("some sources could not be formatted");
    }
    say.line(TOOL, files.size() + " files");
  }

  /** Returns a line for each file that is not formatted. */
  List<String> check(Modules modules, List<String> names) throws Exception {
    return run(sources(modules, names), "--dry-run").stream()
        .map(line -> Files.exists(Path.of(line)) ? line + ":1: run bndw format" : line)
        .toList();
  }

  private List<Path> sources(Modules modules, List<String> names) throws Exception {
    List<Path> files = new ArrayList<>();
    for (Module module : modules.named(names)) {
      files.addAll(module.sources());
      files.addAll(module.testSources());
    }
    if (names.isEmpty()) {
      files.addAll(house.ownSources());
    }
    return files;
  }

  private List<String> run(List<Path> files, String mode) throws Exception {
    if (files.isEmpty()) {
      return List.of();
    }
    Path log = house.cache().resolve(TOOL + ".log");
    Path list = house.cache().resolve(TOOL + ".files");
    Files.write(list, files.stream().map(Path::toString).toList());
    List<String> arguments = new ArrayList<>();
    for (String part : List.of("api", "code", "file", "parser", "tree", "util")) {
      arguments.add("--add-exports=jdk.compiler/com.sun.tools.javac." + part + "=ALL-UNNAMED");
    }
    Path jar = house.formatter();
    arguments.addAll(List.of("-jar", jar.toString(), mode, "@" + list));
    int code = new Fork(house.root(), log).java(arguments);
    List<String> lines = Files.readAllLines(log).stream().map(house::shorten).toList();
    return code == 0 || !lines.isEmpty() ? lines : List.of(TOOL + " ended with exit code " + code);
  }
}
