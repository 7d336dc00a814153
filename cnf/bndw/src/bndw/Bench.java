// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Runs a suite of benchmarks of bus.bench. */
final class Bench {

  private static final String PROJECT = "bus.bench";
  private static final int WRONG_USAGE = 2;

  private final House house;
  private final Say say;
  private final Modules modules;

  Bench(House house, Say say, Modules modules) {
    this.house = house;
    this.say = say;
    this.modules = modules;
  }

  /** Runs the suite that the words name; bus.bench itself says what is wrong with them. */
  void run(List<String> words, boolean docs) throws Exception {
    Module module = modules.named(PROJECT);
    Set<Path> path = new LinkedHashSet<>(List.of(module.bin()));
    path.addAll(module.classPath());
    path.addAll(module.files(module.project().getTestpath(), "-testpath"));
    for (String artifact : List.of("jmh-core", "jopt-simple", "commons-math3")) {
      path.add(house.jar(artifact));
    }
    List<String> command = new ArrayList<>(List.of(Fork.java()));
    command.addAll(Fork.userOptions());
    command.add("-Dhotbus.home=" + house.root().resolve("bus.daemon/generated/hotbus"));
    command.addAll(List.of("-cp", House.classPath(List.copyOf(path)), "bus.bench.Main"));
    command.add(house.root().toString());
    command.addAll(words);
    if (docs) {
      command.add(Arguments.DOCS);
    }
    Process process =
        new ProcessBuilder(command).directory(module.base().toFile()).inheritIO().start();
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    int code = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
    if (code != 0) {
      throw code == WRONG_USAGE
          ? Stop.usage("wrong usage of bench")
          : Stop.failed("benchmarks failed");
    }
    Path results = module.generated().resolve("bench").resolve(words.get(0) + ".json");
    say.line(PROJECT, "results in " + house.show(results));
  }
}
