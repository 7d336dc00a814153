// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compiles projects and makes their bundles, each only if something that it depends on changed. */
final class Build {

  /** The instruction that names annotation processors. */
  private static final String PROCESSORS = "-processorpath";

  private final House house;
  private final Say say;
  private final Javac javac;
  private final List<Path> configuration;

  Build(House house, Say say) throws IOException {
    this.house = house;
    this.say = say;
    this.javac = new Javac(house);
    List<Path> files = new ArrayList<>(List.of(house.root().resolve("bnd.bnd")));
    files.add(house.cnf().resolve("build.bnd"));
    files.add(house.cnf().resolve("pom.xml"));
    files.addAll(House.files(house.cnf().resolve("ext"), ".bnd"));
    this.configuration = List.copyOf(files);
  }

  /** Builds these projects in this order; goes on past a failure where nothing depends on it. */
  void all(List<Module> modules) throws Exception {
    Set<String> failed = new HashSet<>();
    for (Module module : modules) {
      List<String> broken =
          Modules.dependencies(module.project()).stream()
              .map(project -> project.getName())
              .filter(failed::contains)
              .toList();
      if (!broken.isEmpty()) {
        say.line(module.name(), "not built: " + String.join(", ", broken) + " failed");
        failed.add(module.name());
      } else if (!one(module)) {
        failed.add(module.name());
      }
    }
    if (!failed.isEmpty()) {
      throw Stop.failed("build failed");
    }
  }

  private boolean one(Module module) throws Exception {
    try {
      return attempt(module);
    } catch (Stop stop) {
      say.failure(module.name(), "failed", List.of(stop.getMessage()));
      return false;
    }
  }

  private boolean attempt(Module module) throws Exception {
    long start = System.nanoTime();
    Path stampFile = module.generated().resolve("bndw.stamp");
    String stamp = stamp(module);
    if (Stamp.matches(stampFile, stamp + made(module))) {
      say.line(module.name(), "up to date");
      return distribute(module);
    }
    Files.createDirectories(module.generated());
    Files.deleteIfExists(stampFile);
    List<String> problems = compile(module);
    if (problems.isEmpty()) {
      problems = bundle(module);
    }
    if (!problems.isEmpty()) {
      say.failure(module.name(), "failed", problems);
      return false;
    }
    Files.writeString(stampFile, stamp + made(module));
    int files = module.sources().size();
    int tests = module.testSources().size();
    say.line(module.name(), "built", files + " sources, " + tests + " test sources", start);
    return distribute(module);
  }

  /** Returns what tells whether somebody touched the results. */
  private static String made(Module module) throws IOException {
    Stamp stamp = new Stamp().addTimes(House.files(module.bin(), ""));
    stamp.addTimes(House.files(module.testBin(), ""));
    return stamp.addTimes(House.files(module.generated(), ".jar")).value();
  }

  private String stamp(Module module) throws Exception {
    Stamp stamp = new Stamp().addContent(configuration);
    stamp.addContent(House.files(house.driver(), ".class"));
    stamp.addContent(House.files(module.base(), ".bnd"));
    stamp.addContent(House.files(module.src(), ""));
    stamp.addContent(House.files(module.test(), ""));
    List<Path> classPath = new ArrayList<>(module.testClassPath());
    classPath.removeAll(List.of(module.bin(), module.testBin()));
    return stamp.addClassPath(classPath).value();
  }

  private List<String> compile(Module module) throws Exception {
    List<Path> processors = module.jarsOf(PROCESSORS);
    Path fresh = module.generated().resolve("classes.new");
    List<Path> path = new ArrayList<>(module.classPath());
    path.remove(module.bin());
    List<String> problems = compile(module.src(), path, processors, fresh, module.bin());
    if (!problems.isEmpty()) {
      return problems;
    }
    return compile(
        List.of(module.test()), module.testClassPath(), List.of(), fresh, module.testBin());
  }

  private List<String> compile(
      List<Path> sources, List<Path> path, List<Path> processors, Path fresh, Path target)
      throws IOException {
    Folders.delete(fresh);
    Files.createDirectories(fresh);
    List<Path> files = House.files(sources, ".java");
    if (!files.isEmpty()) {
      List<String> problems = javac.compile(new Javac.Request(files, path, processors, fresh));
      if (!problems.isEmpty()) {
        Folders.delete(fresh);
        return problems;
      }
    }
    for (Path folder : sources) {
      Folders.copyResources(folder, fresh);
    }
    Folders.replace(target, fresh);
    return List.of();
  }

  private List<String> bundle(Module module) throws Exception {
    Path old = module.jar();
    Path before = old.resolveSibling(old.getFileName() + ".before");
    Files.deleteIfExists(before);
    if (Files.exists(old)) {
      Files.move(old, before);
    }
    module.project().clear();
    File[] made = module.project().buildLocal(false);
    for (String warning : module.project().getWarnings()) {
      if (!warning.contains("The JAR is empty")) {
        say.line(module.name(), "warning: " + warning);
      }
    }
    if (!module.project().isOk() || made == null || !Files.exists(old)) {
      List<String> errors = module.project().getErrors();
      return errors.isEmpty() ? List.of("bnd made no bundle") : List.copyOf(errors);
    }
    // The same bytes keep their time, so that nothing that depends on them is built again.
    if (Files.exists(before)) {
      if (Files.mismatch(before, old) == -1) {
        Files.setLastModifiedTime(old, Files.getLastModifiedTime(before));
      }
      Files.delete(before);
    }
    return List.of();
  }

  private boolean distribute(Module module) throws Exception {
    return module.jarsOf(Distribution.BOOT).isEmpty()
        || new Distribution(house, say, module).write();
  }
}
