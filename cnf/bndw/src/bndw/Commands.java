// SPDX-License-Identifier: Apache-2.0
package bndw;

import biz.aQute.resolve.Bndrun;
import java.nio.file.Path;
import java.util.List;
import org.osgi.service.resolver.ResolutionException;

/** One method for each command. */
final class Commands {

  private static final String HELP =
      """
      usage: ./bndw COMMAND [ARGUMENT...]

        build [PROJECT...]    compile and bundle these projects and what they depend on, or all
        test [PROJECT...]     build and run their tests; bus.itest runs them inside a framework too
             [--tests=REGEX]  only unit tests of classes whose full name matches
             [--slow[=MIN]]   those tagged "slow" as well, which take minutes each; the tests of
                              a project are ended after MIN minutes, or 60
        check [PROJECT...]    format, warnings, Error Prone, NullAway, javadoc, Checkstyle, layers
        format [PROJECT...]   format all Java sources
        bench SUITE [NAME]    run a suite of benchmarks, or those in it whose name matches
             [--docs]         put the results into docs/benchmarks.md too
        resolve               resolve -runrequires of every bndrun again
        clean                 delete what build made
        help                  this text

      -Dmaven.repo.local=DIR  local Maven repository, here or in MAVEN_OPTS or MAVEN_ARGS
      JAVA_HOME, MVN          the JDK (17 or newer) and the Maven (3.8 or newer) to use
      BNDW_OPTS               options for the JVM of the build
      TEST_OPTS               options for the JVMs of the tests and benchmarks\
      """;

  private final House house;
  private final Say say;

  Commands(House house, Say say) {
    this.house = house;
    this.say = say;
  }

  void run(Arguments arguments) throws Exception {
    List<String> names = arguments.names();
    switch (arguments.command()) {
      case "build" -> buildIfChanged(names);
      case "test" ->
          new Tests(house, say, build(names), arguments.tests(), arguments.slow()).run(names);
      case "check" -> new Check(house, say, build(names)).run(names);
      case "format" -> new Formatter(house, say).format(names);
      case "bench" ->
          new Bench(house, say, build(List.of("bus.bench"))).run(names, arguments.docs());
      case "resolve" -> resolve();
      case "clean" -> clean();
      case "help" -> say.line(HELP);
      default -> throw Stop.usage("unknown command " + arguments.command());
    }
  }

  private void buildIfChanged(List<String> names) throws Exception {
    Unchanged unchanged = new Unchanged(house, names);
    List<String> projects = unchanged.projects();
    if (projects.isEmpty()) {
      unchanged.remember(Modules.closure(build(names).named(names)));
    } else {
      projects.forEach(project -> say.line(project, "up to date"));
    }
  }

  private Modules build(List<String> names) throws Exception {
    Modules modules = new Modules(house);
    new Build(house, say).all(Modules.closure(modules.named(names)));
    return modules;
  }

  private void resolve() throws Exception {
    Modules modules = build(List.of());
    boolean all = true;
    for (Module module : modules.named(List.of())) {
      for (Path file : House.files(module.base(), ".bndrun")) {
        if (file.getParent().equals(module.base())) {
          all &= resolve(modules, file);
        }
      }
    }
    if (!all) {
      throw Stop.failed("resolve failed");
    }
    // The distribution follows what was resolved.
    build(List.of());
  }

  private boolean resolve(Modules modules, Path file) throws Exception {
    Bndrun run = Bndrun.createBndrun(modules.workspace(), file.toFile());
    List<String> problems;
    try {
      run.resolve(false, true);
      problems = run.getErrors();
    } catch (ResolutionException e) {
      problems = List.of(e.getMessage());
    }
    if (problems.isEmpty()) {
      say.line(house.show(file), "resolved");
    } else {
      say.failure(house.show(file), "failed", problems);
    }
    return problems.isEmpty();
  }

  private void clean() throws Exception {
    for (Module module : new Modules(house).named(List.of())) {
      for (Path folder : List.of(module.bin(), module.testBin(), module.generated())) {
        Folders.delete(folder);
      }
    }
    say.line("clean");
  }
}
