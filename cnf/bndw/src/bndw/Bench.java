// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs JMH on the benchmarks of bus.bench. */
final class Bench {

  private static final String PROJECT = "bus.bench";

  private final House house;
  private final Say say;
  private final Modules modules;

  Bench(House house, Say say, Modules modules) {
    this.house = house;
    this.say = say;
    this.modules = modules;
  }

  /** Runs the benchmarks whose class or method matches a name, or all. */
  void run(List<String> names) throws Exception {
    Module module = modules.named(PROJECT);
    if (module.sources().isEmpty()) {
      throw Stop.failed(PROJECT + " has no benchmark yet");
    }
    Set<Path> path = new LinkedHashSet<>(List.of(module.bin()));
    path.addAll(module.classPath());
    path.addAll(module.files(module.project().getTestpath(), "-testpath"));
    for (String artifact : List.of("jmh-core", "jopt-simple", "commons-math3")) {
      path.add(house.jar(artifact));
    }
    Path results = module.generated().resolve("jmh.json");
    List<String> command = new ArrayList<>(List.of(Fork.java()));
    command.addAll(Fork.userOptions());
    command.addAll(List.of("-cp", House.classPath(List.copyOf(path)), "org.openjdk.jmh.Main"));
    command.addAll(List.of("-foe", "true", "-rf", "json", "-rff", results.toString()));
    names.forEach(name -> command.add("(?i)" + name));
    Process process =
        new ProcessBuilder(command).directory(module.base().toFile()).inheritIO().start();
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
    if (code != 0) {
      throw Stop.failed("benchmarks failed");
    }
    say.line(PROJECT, "results in " + house.show(results));
  }
}
