// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.host.LibraryPackages;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds all that some modules depend on. For one use. */
public final class ModuleResolver {

  private final HostPlatform host;
  private final JarShelf jars;
  private final MavenRepository repository;
  private final PomReader poms;
  private final Problems problems;
  private final ModuleReader reader;
  private final InputCollector inputs = new InputCollector();

  private final List<Module> modules = new ArrayList<>();
  private final Map<Path, Module> modulesByPath = new HashMap<>();
  private final Map<Coordinates, Replacement> replacements = new LinkedHashMap<>();
  private final Set<Coordinates> replaced = new HashSet<>();
  private final Map<Coordinates, String> chosen = new HashMap<>();
  private final List<Library> libraries = new ArrayList<>();
  private final List<Path> provided = new ArrayList<>();
  private final Deque<Dependency> open = new ArrayDeque<>();

  /**
   * Creates a resolver.
   *
   * @param host what need not come along
   * @param jars opens jars
   * @param repository where artifacts are
   * @param problems where what is wrong goes
   */
  public ModuleResolver(
      HostPlatform host, JarShelf jars, MavenRepository repository, Problems problems) {
    this.host = host;
    this.jars = jars;
    this.repository = repository;
    this.problems = problems;
    this.poms = new PomReader(repository, inputs);
    this.reader = new ModuleReader(poms, problems, inputs);
  }

  /**
   * Resolves the modules of a plugin.
   *
   * @param roots their directories
   * @param overriding paths by {@code group:artifact}, which precede what the modules say
   * @return all that goes into the plugin; empty if not all was found, which has become problems
   */
  public Optional<ModuleSet> resolve(List<Path> roots, Map<String, Path> overriding) {
    overriding.forEach(this::override);
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
    replacements.values().stream()
        .filter(unused -> !replaced.contains(unused.name()))
        .forEach(this::warnOfUnused);
    if (problems.failed() || listed == 0) {
      return Optional.empty();
    }
    List<Module> included = modules.subList(listed, modules.size());
    return Optional.of(new ModuleSet(modules.subList(0, listed), included, libraries, provided));
  }

  /**
   * Returns what was read, and what would have been if it were there; also if something is wrong.
   *
   * @return the inputs so far
   */
  public ModuleInputs inputs() {
    return inputs.inputs();
  }

  private void override(String name, Path path) {
    Coordinates.parse(name)
        .ifPresentOrElse(
            parsed -> replacements.put(parsed, new Replacement(parsed, path, "the request")),
            () -> problems.error("a replacement is for group:artifact, got " + name));
  }

  private void warnOfUnused(Replacement unused) {
    problems.warning(
        unused.path(),
        "replaces "
            + unused.name()
            + ", on which nothing depends; declared by "
            + unused.declaredIn());
  }

  private void addModule(Path root, String why) {
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
    module.needs().replacements().forEach(r -> replacements.putIfAbsent(r.name(), r));
    module.needs().buildPath().forEach(entry -> addBuildPath(module, entry));
    open.addAll(module.needs().dependencies());
  }

  private void addBuildPath(Module module, Module.BuildPathEntry entry) {
    Path file = module.root().resolve(entry.name()).normalize();
    if (entry.name().endsWith(".jar")) {
      inputs.file(file);
    }
    if (entry.name().endsWith(".jar") && Files.isRegularFile(file)) {
      addJar(entry.name(), "0", file, false);
      return;
    }
    Path sibling = module.root().toAbsolutePath().normalize().resolveSibling(entry.name());
    if (host.hasBundle(entry.name())) {
      return;
    }
    if (Files.isRegularFile(sibling.resolve("bnd.bnd"))) {
      addModule(module.root().resolve("..").resolve(entry.name()).normalize(), "");
    } else {
      problems.warning(
          module.bndFile().orElse(module.root()),
          "-buildpath: "
              + entry.name()
              + " is neither a bundle of the host nor a directory beside this module; name an"
              + " artifact in -dependencies instead");
    }
  }

  private void addDependency(Dependency dependency) {
    Replacement replacement = replacements.get(dependency.name());
    if (replacement != null) {
      if (replaced.add(dependency.name())) {
        replace(dependency, replacement);
      }
      return;
    }
    repository.place(dependency).ifPresent(inputs::file);
    if (dependency.provided()) {
      repository.jar(dependency, problems).ifPresent(this::addProvided);
      return;
    }
    if (modules.stream().anyMatch(m -> m.coordinates().equals(Optional.of(dependency.name())))) {
      return;
    }
    String before = chosen.putIfAbsent(dependency.name(), dependency.version());
    if (before != null) {
      if (!before.equals(dependency.version()) && !repository.holds(dependency.declaredIn())) {
        problems.warning(
            dependency.declaredIn(),
            "the dependency " + dependency + " is not used: nearer is version " + before);
      }
      return;
    }
    repository.jar(dependency, problems).ifPresent(jar -> addLibrary(dependency, jar));
  }

  private void addLibrary(Dependency dependency, Path jar) {
    addJar(dependency.name().toString(), dependency.version(), jar, dependency.whole());
    if (!inHost(dependency, jar)) {
      repository
          .pom(dependency.name(), dependency.version())
          .flatMap(pom -> poms.read(pom, problems))
          .ifPresent(pom -> follow(dependency, pom));
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

  private void follow(Dependency from, Pom pom) {
    for (Dependency next : pom.dependencies()) {
      if (!from.excluded().contains(next.name())) {
        Set<Coordinates> excluded = new HashSet<>(from.excluded());
        excluded.addAll(next.excluded());
        open.addLast(
            new Dependency(next.name(), next.version(), false, false, excluded, next.declaredIn()));
      }
    }
  }

  private void replace(Dependency dependency, Replacement by) {
    Path path = by.path();
    inputs.file(path);
    if (dependency.provided() && Files.exists(path)) {
      addProvided(path);
    } else if (Files.isDirectory(path)) {
      addModule(path, "");
    } else if (Files.isRegularFile(path)) {
      addJar(dependency.name().toString(), dependency.version(), path, dependency.whole());
    } else {
      problems.error(
          path,
          "replaces "
              + by.name()
              + " but does not exist; expected a module directory or a jar (declared by "
              + by.declaredIn()
              + ")");
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
