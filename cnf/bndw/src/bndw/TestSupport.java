// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the classes of cnf/testing, which all unit tests run with, as new as their sources. */
final class TestSupport {

  private static final List<String> JARS =
      List.of(
          "junit-jupiter-api",
          "junit-platform-commons",
          "opentest4j",
          "apiguardian-api",
          "awaitility",
          "hamcrest");

  private final House house;

  TestSupport(House house) {
    this.house = house;
  }

  /** Returns the folder with the classes and resources. */
  Path classes() throws Exception {
    Path sources = house.cnf().resolve("testing/src");
    Path target = house.cache().resolve("testing");
    Path stampFile = house.cache().resolve("testing.stamp");
    List<Path> path = new ArrayList<>();
    for (String jar : JARS) {
      path.add(house.jar(jar));
    }
    String stamp = new Stamp().addContent(House.files(sources, "")).addClassPath(path).value();
    if (Stamp.matches(stampFile, stamp) && Files.isDirectory(target)) {
      return target;
    }
    Files.deleteIfExists(stampFile);
    Path fresh = house.cache().resolve("testing.new");
    Folders.delete(fresh);
    List<String> problems =
        new Javac(house)
            .compile(new Javac.Request(House.files(sources, ".java"), path, List.of(), fresh));
    if (!problems.isEmpty()) {
      throw Stop.failed("cnf/testing: " + String.join("\n", problems));
    }
    Folders.copyResources(sources, fresh);
    Folders.replace(target, fresh);
    Files.writeString(stampFile, stamp);
    return target;
  }
}
