// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the unit tests of one project in a JVM of their own, on a plain class path. */
final class UnitTests {

  private final House house;
  private final Module module;

  UnitTests(House house, Module module) {
    this.house = house;
    this.module = module;
  }

  /** Returns the exit code; the reports tell the rest. */
  int run(Path reports, Path log, String classes, long slow) throws Exception {
    List<Path> path = new ArrayList<>(module.testClassPath());
    // The console brings JUnit itself.
    path.removeIf(file -> file.getFileName().toString().startsWith("junit-"));
    path.add(house.jar("junit-platform-console-standalone"));
    path.add(new TestSupport(house).classes());
    List<String> arguments = new ArrayList<>(Fork.testOptions());
    arguments.addAll(module.project().getRunVM().stream().toList());
    for (Map.Entry<String, String> property : module.project().getRunProperties().entrySet()) {
      arguments.add("-D" + property.getKey() + "=" + property.getValue());
    }
    arguments.addAll(List.of("-cp", House.classPath(path)));
    arguments.addAll(List.of("org.junit.platform.console.ConsoleLauncher", "execute"));
    arguments.addAll(List.of("--disable-banner", "--disable-ansi-colors", "--details=tree"));
    arguments.addAll(List.of("--scan-classpath=" + module.testBin(), "--reports-dir=" + reports));
    if (!classes.isEmpty()) {
      arguments.add("--include-classname=.*(" + classes + ").*");
    }
    if (slow == 0) {
      arguments.add("--exclude-tag=slow");
    }
    return new Fork(module.base(), log).java(arguments, slow == 0 ? Fork.MINUTES : slow);
  }
}
