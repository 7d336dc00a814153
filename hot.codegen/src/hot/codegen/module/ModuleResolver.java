// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.host.LibraryPackages;
import hot.codegen.problem.Problem;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds all that some modules depend on. For one use. */
public final class ModuleResolver {

  private final HostPlatform host;
  private final JarShelf jars;
  private final MavenRepository repository;
  private final PomReader poms;
  private final Problems problems;
  private final ModuleReader reader;
  private final ProcessorPath processors;
  private final BuildPath buildPath;
  private final InputCollector inputs = new InputCollector();

  private final List<Module> modules = new ArrayList<>();
  private final Map<Path, Module> modulesByPath = new HashMap<>();
  private final ModuleGraph graph = new ModuleGraph();
  private final Replacements replacements;
  private final Set<Path> replacing = new HashSet<>();
  private final Map<Coordinates, String> chosen = new HashMap<>();
  private final List<Library> libraries = new ArrayList<>();
  private final List<Path> provided = new ArrayList<>();
  private final Deque<Wanted> open = new ArrayDeque<>();

  /** A dependency, and the module that has it, be it through libraries. */
  private record Wanted(Module by, Dependency what) {}

  /**
   * Creates a resolver.
   *
   * @param host what need not come along
   * @param jars opens jars
   * @param repository where artifacts are
   * @param workspaces the bnd workspaces in which modules may be
   * @param problems where what is wrong goes
   */
  public ModuleResolver(
      HostPlatform host,
      JarShelf jars,
      MavenRepository repository,
      BndWorkspaces workspaces,
      Problems problems) {
    this.host = host;
    this.jars = jars;
    this.repository = repository;
    this.problems = problems;
    this.poms = new PomReader(repository, inputs);
    this.reader = new ModuleReader(poms, workspaces, problems, inputs);
    this.buildPath = new BuildPath(host, workspaces, problems);
    this.replacements = new Replacements(problems);
    this.processors = new ProcessorPath(repository, poms, replacements, inputs, problems);
  }

  /**
   * Resolves the modules of a plugin.
   *
   * @param roots their directories
   * @param overriding paths by {@code group:artifact} or {@code group:artifact:version}, which
   *     precede what the modules say
   * @return all that goes into the plugin; empty if not all was found, which has become problems
   */
  public Optional<ModuleSet> resolve(List<Path> roots, Map<String, Path> overriding) {
    replacements.override(overriding);
    for (Path root : roots) {
      addModule(root, "; expected a directory of sources");
    }
    int listed = modules.size();
    int done = 0;
    while (done < modules.size() || !open.isEmpty()) {
      if (done < modules.size()) {
        expand(modules.get(done++));
      } else {
        addDependency(open.removeFirst());
      }
    }
    List<Path> processing = processors.jars();
    replacements.warnOfUnused();
    refuseCircle();
    if (problems.failed() || listed == 0) {
      return Optional.empty();
    }
    List<Module> included = modules.subList(listed, modules.size());
    return Optional.of(
        new ModuleSet(
            modules.subList(0, listed),
            included,
            libraries,
            provided,
            processing,
            replacements.used()));
  }

  /**
   * Returns what was read, and what would have been if it were there; also if something is wrong.
   *
   * @return the inputs so far
   */
  public ModuleInputs inputs() {
    return inputs.inputs();
  }

  private void refuseCircle() {
    List<Module> circle = graph.circle(modules);
    if (!circle.isEmpty()) {
      problems.error(
          circle.get(0).buildFile(),
          "depends on itself: "
              + circle.stream().map(Module::directoryName).collect(Collectors.joining(" -> ")));
    }
  }

  private Optional<Module> addModule(Path root, String why) {
    Path key = realPath(root);
    if (!modulesByPath.containsKey(key)) {
      reader
          .read(root, why)
          .ifPresent(
              module -> {
                modules.add(module);
                modulesByPath.put(key, module);
              });
    }
    return Optional.ofNullable(modulesByPath.get(key));
  }

  private void addModule(Path root, Module by) {
    addModule(root, "").ifPresent(module -> graph.add(by, module));
  }

  private static Path realPath(Path root) {
    try {
      return root.toRealPath();
    } catch (IOException e) {
      // Reading it will say that it is not there.
      return root.toAbsolutePath().normalize();
    }
  }

  private void expand(Module module) {
    replacements.addAll(module.needs().replacements());
    for (Module.BuildPathEntry entry : module.needs().buildPath()) {
      if (entry.name().endsWith(".jar")) {
        inputs.file(module.root().resolve(entry.name()));
      }
      buildPath.find(module, entry).forEach(item -> addBuildPath(module, entry, item));
    }
    for (Dependency what : module.needs().dependencies()) {
      if (what.processor()) {
        processors.add(what);
      } else {
        open.add(new Wanted(module, what));
      }
    }
  }

  private void addBuildPath(Module module, Module.BuildPathEntry entry, BuildPath.Item item) {
    inputs.file(item.path());
    if ("provided".equals(entry.attributes().get("scope"))) {
      addProvided(item.path());
    } else if (Files.isDirectory(item.path())) {
      addModule(item.path(), module);
    } else {
      boolean whole = "all".equals(entry.attributes().get("overlay"));
      addJar(item.name(), item.version(), item.path(), whole);
    }
  }

  private void addDependency(Wanted wanted) {
    Dependency dependency = wanted.what();
    Optional<Replacement> replacement = replacements.of(dependency);
    if (replacement.isPresent()) {
      replace(wanted, replacement.get());
      return;
    }
    Optional<Module> same =
        modules.stream()
            .filter(module -> module.coordinates().equals(Optional.of(dependency.name())))
            .findFirst();
    if (same.isPresent()) {
      graph.add(wanted.by(), same.get());
      return;
    }
    if (sibling(wanted)) {
      return;
    }
    if (dependency.file().isPresent()) {
      addFile(dependency, dependency.file().get());
      return;
    }
    repository.place(dependency).ifPresent(inputs::file);
    if (dependency.provided()) {
      addProvided(dependency);
      return;
    }
    String before = chosen.putIfAbsent(dependency.name(), dependency.version());
    if (before == null) {
      repository.jar(dependency, problems).ifPresent(jar -> addLibrary(wanted, jar));
    } else if (!before.equals(dependency.version()) && !repository.holds(dependency.declaredIn())) {
      problems.add(
          dependency
              .place()
              .warning(
                  "the dependency " + dependency + " is not used: nearer is version " + before));
    }
  }

  /** What Maven would build together with a module is taken from its sources. */
  private boolean sibling(Wanted wanted) {
    Path folder = wanted.by().needs().siblings().get(wanted.what().name());
    if (folder == null) {
      return false;
    }
    if (wanted.what().provided()) {
      addProvided(folder);
    } else {
      addModule(folder, wanted.by());
    }
    return true;
  }

  private void addFile(Dependency dependency, Path jar) {
    inputs.file(jar);
    if (!Files.isRegularFile(jar)) {
      problems.add(
          dependency
              .place()
              .error(
                  "the dependency "
                      + dependency
                      + " has the scope system, but there is no file "
                      + jar));
    } else if (!inHost(dependency, jar)) {
      addProvided(jar);
    }
  }

  private void addProvided(Dependency dependency) {
    boolean maven = dependency.declaredIn().endsWith("pom.xml");
    if (maven && host.hasBundle(dependency.name().artifact())) {
      return;
    }
    Problems found = new Problems();
    Optional<Path> jar = repository.jar(dependency, found);
    if (maven) {
      // It may well be that only a part of the project needs it that is no source.
      found.all().forEach(p -> problems.add(dependency.place().warning(p.message())));
    } else {
      problems.addAll(found.all());
    }
    jar.filter(file -> !inHost(dependency, file)).ifPresent(this::addProvided);
  }

  private void addLibrary(Wanted wanted, Path jar) {
    Dependency dependency = wanted.what();
    addJar(dependency.name().toString(), dependency.version(), jar, dependency.whole());
    if (!inHost(dependency, jar)) {
      repository
          .pom(dependency.name(), dependency.version())
          .flatMap(pom -> poms.read(pom, problems))
          .ifPresent(pom -> follow(wanted, pom));
    }
  }

  private boolean inHost(Dependency dependency, Path jar) {
    try {
      return LibraryPackages.of(jars.open(jar), dependency.version()).allIn(host);
    } catch (IOException e) {
      problems.error(jar, "can not be read as a jar: " + e.getMessage());
      return true;
    }
  }

  /** Goes on with what a library depends on; the module that wants it has the say in versions. */
  private void follow(Wanted from, Pom pom) {
    Set<Coordinates> excluded = from.what().excluded();
    for (Dependency next : pom.dependencies()) {
      boolean needed = !next.optional() && !next.provided() && !next.processor();
      if (needed && !from.what().excludes(next.name())) {
        Pom.Managed managed =
            from.by().needs().managed().getOrDefault(next.name(), Pom.Managed.NOTHING);
        Set<Coordinates> all = new HashSet<>(excluded);
        all.addAll(managed.excluded());
        open.addLast(new Wanted(from.by(), next.through(all, managed.version())));
      }
    }
  }

  private void replace(Wanted wanted, Replacement by) {
    Dependency dependency = wanted.what();
    Path path = by.path();
    inputs.file(path);
    if (dependency.provided() && Files.exists(path)) {
      addProvided(path);
    } else if (Files.isDirectory(path)) {
      addModule(path, wanted.by());
    } else if (!Files.isRegularFile(path)) {
      problems.add(
          Problem.error(
              path,
              "replaces "
                  + by.artifact()
                  + " but does not exist; expected a module directory or a jar (declared by "
                  + by.declaredIn()
                  + ")"));
    } else if (replacing.add(path)) {
      addJar(dependency.name().toString(), dependency.version(), path, dependency.whole());
    }
  }

  private void addProvided(Path path) {
    if (!provided.contains(path)) {
      provided.add(path);
    }
  }

  private void addJar(String name, String version, Path jar, boolean whole) {
    libraries.add(new Library(name, version, jar, whole));
  }
}
