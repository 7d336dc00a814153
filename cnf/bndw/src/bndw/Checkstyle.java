// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checkstyle over main and test sources, in a JVM of its own. */
final class Checkstyle {

  private final House house;

  Checkstyle(House house) {
    this.house = house;
  }

  /** Returns what it found in these projects, and in the build if asked to. */
  List<String> check(List<Module> modules, boolean build) throws Exception {
    List<Path> files = new ArrayList<>();
    for (Module module : modules) {
      files.addAll(module.sources());
      files.addAll(module.testSources());
    }
    if (build) {
      files.addAll(house.ownSources());
    }
    if (files.isEmpty()) {
      return List.of();
    }
    Path checks = house.cnf().resolve("checks");
    Path log = house.cache().resolve("checkstyle.log");
    Path list = house.cache().resolve("checkstyle.files");
    List<String> quoted = new ArrayList<>();
    quoted.add("-cp " + House.quote(House.classPath(house.toolPath())));
    quoted.add("-Dconfig_loc=" + House.quote(checks));
    quoted.add("com.puppycrawl.tools.checkstyle.Main");
    quoted.add("-c " + House.quote(checks.resolve("checkstyle.xml")));
    files.forEach(file -> quoted.add(House.quote(file)));
    Files.write(list, quoted);
    int code = new Fork(house.root(), log).java(List.of("@" + list));
    List<String> found =
        Files.readAllLines(log).stream()
            .filter(line -> line.startsWith("[ERROR]"))
            .map(line -> line.substring("[ERROR] ".length()))
            .map(line -> house.shorten(line))
            .toList();
    return code != 0 && found.isEmpty()
        ? List.of("it ended with exit code " + code + "; see " + house.show(log))
        : found;
  }
}
