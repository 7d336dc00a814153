// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs all gates, one after the other, and fails if one does. */
final class Check {

  private static final String API = "bus.api";
  private static final Pattern NO_PARAMETER =
      Pattern.compile("(.*\\.java):(\\d+): warning: no @param for .*");

  private final House house;
  private final Say say;
  private final Modules modules;

  Check(House house, Say say, Modules modules) {
    this.house = house;
    this.say = say;
    this.modules = modules;
  }

  /** One gate: returns what is wrong, one line each. */
  @FunctionalInterface
  private interface Gate {
    List<String> run() throws Exception;
  }

  void run(List<String> names) throws Exception {
    List<String> failed = new ArrayList<>();
    List<Module> chosen = modules.named(names);
    // Nothing gets here that compiles with a warning.
    gate("warnings", List::of, failed);
    gate("format", () -> new Formatter(house, say).check(modules, names), failed);
    gate("error-prone", () -> new ErrorProne(house).check(chosen), failed);
    if (chosen.stream().anyMatch(module -> module.name().equals(API))) {
      gate("javadoc", () -> javadoc(modules.named(API)), failed);
    }
    gate("checkstyle", () -> new Checkstyle(house).check(chosen, names.isEmpty()), failed);
    if (names.isEmpty()) {
      gate("layers", () -> new Architecture(house).check(modules.layers()), failed);
    }
    if (!failed.isEmpty()) {
      throw Stop.failed("check failed: " + String.join(", ", failed));
    }
  }

  private void gate(String name, Gate gate, List<String> failed) throws Exception {
    long start = System.nanoTime();
    List<String> problems = gate.run();
    if (problems.isEmpty()) {
      say.line(name, "ok", "nothing found", start);
    } else {
      say.failure(name, "FAILED " + problems.size() + " found", problems);
      failed.add(name);
    }
  }

  private List<String> javadoc(Module module) throws Exception {
    List<String> problems =
        new Javac(house, List.of("-Xdoclint:all/protected"))
            .check(module.sources(), module.classPath());
    List<String> ours = new ArrayList<>();
    for (String problem : problems) {
      Matcher missing = NO_PARAMETER.matcher(problem);
      if (!missing.matches() || !isCompact(missing.group(1), missing.group(2))) {
        ours.add(problem);
      }
    }
    return ours;
  }

  /** JDK 17 wants the parameters of a compact constructor described, newer ones do not. */
  private boolean isCompact(String file, String line) throws IOException {
    String text =
        Files.readAllLines(house.root().resolve(file)).get(Integer.parseInt(line) - 1).strip();
    return text.matches("((public|protected) )?\\w+ \\{");
  }
}
