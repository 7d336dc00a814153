// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The layering rules of cnf/checks/src, compiled and run with ArchUnit. */
final class Architecture {

  private static final String RULES = "bndw.checks.Layers";

  private final House house;

  Architecture(House house) {
    this.house = house;
  }

  /** Returns each breach of a rule. */
  List<String> check(List<String> layers) throws Exception {
    Path classes = house.cache().resolve("checks");
    List<Path> path = new ArrayList<>(house.toolPath());
    List<Path> sources = House.files(house.cnf().resolve("checks/src"), ".java");
    Folders.delete(classes);
    List<String> problems =
        new Javac(house).compile(new Javac.Request(sources, path, List.of(), classes));
    if (!problems.isEmpty()) {
      return problems;
    }
    path.add(0, classes);
    Path log = house.cache().resolve("layers.log");
    List<String> arguments = new ArrayList<>(List.of("-cp", House.classPath(path)));
    arguments.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    arguments.addAll(List.of(RULES, house.root().toString()));
    arguments.addAll(layers);
    int code = new Fork(house.root(), log).java(arguments);
    List<String> found = Files.readAllLines(log);
    return code == 0 ? List.of() : found;
  }
}
