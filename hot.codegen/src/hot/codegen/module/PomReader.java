// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.module.Pom.Managed;
import hot.codegen.problem.Problems;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Reads Maven projects: parents, properties, managed and imported versions, scopes, exclusions.
 * What depends on the machine or on the user's settings (profiles, properties from elsewhere) is
 * left to the user's Maven, whose effective model is read instead. Of a library only what it says
 * by itself counts.
 */
final class PomReader {

  private static final int DEEPEST_IMPORT = 10;

  private final MavenRepository repository;
  private final InputCollector inputs;
  private final Map<Path, Optional<Pom>> known = new HashMap<>();

  PomReader(MavenRepository repository, InputCollector inputs) {
    this.repository = repository;
    this.inputs = inputs;
  }

  /** Reads a project; empty if that is not possible, which has become a problem. */
  Optional<Pom> read(Path file, Problems problems) {
    return read(file, problems, 0);
  }

  private Optional<Pom> read(Path file, Problems problems, int depth) {
    Path key = file.toAbsolutePath().normalize();
    Optional<Pom> before = known.get(key);
    if (before != null) {
      return before;
    }
    if (depth > DEEPEST_IMPORT) {
      problems.error(file, "its imported lists of versions form a circle");
      return Optional.empty();
    }
    Optional<Pom> read =
        PomChain.read(file, repository, inputs, problems)
            .flatMap(
                chain ->
                    effective(chain, file, problems)
                        .flatMap(model -> pom(model, file, problems, depth))
                        .map(pom -> pom.with(Siblings.of(chain, inputs))));
    known.put(key, read);
    return read;
  }

  /** Asks Maven if there is something that only Maven understands. */
  private Optional<PomChain> effective(PomChain chain, Path file, Problems problems) {
    if (repository.holds(file)) {
      return Optional.of(chain);
    }
    Optional<String> beyond = chain.beyond().or(() -> unknown(chain));
    if (beyond.isEmpty()) {
      return Optional.of(chain);
    }
    List<Path> files = chain.links().stream().map(PomChain.Link::file).toList();
    Optional<Path> model = repository.effective(file, files, beyond.get(), inputs, problems);
    return model.flatMap(effective -> PomChain.alone(effective, problems));
  }

  /** Finds a version or a scope in which a property stays unknown. */
  private static Optional<String> unknown(PomChain chain) {
    PomText text = chain.text();
    return chain.links().stream()
        .filter(PomChain.Link::local)
        .flatMap(link -> Stream.concat(dependencies(link), managed(link)))
        .flatMap(entry -> Stream.of("groupId", "artifactId", "version", "scope").map(entry::text))
        .flatMap(Optional::stream)
        .map(text::expand)
        .filter(value -> value.contains("${"))
        .findFirst()
        .map(value -> "the property in " + value);
  }

  private static Stream<Xml> dependencies(PomChain.Link link) {
    return link.project().list("dependencies").stream();
  }

  private static Stream<Xml> managed(PomChain.Link link) {
    return link.project().child("dependencyManagement").stream()
        .flatMap(management -> management.list("dependencies").stream());
  }

  private Optional<Pom> pom(PomChain chain, Path file, Problems problems, int depth) {
    PomText text = chain.text();
    String group = text.expand("${project.groupId}");
    String artifact = text.expand("${project.artifactId}");
    Optional<Coordinates> name = Coordinates.parse(group + ":" + artifact);
    if (name.isEmpty()) {
      problems.error(
          file,
          "expected a groupId and an artifactId, found "
              + chain.first().text("groupId").orElse("none")
              + " and "
              + chain.first().text("artifactId").orElse("none"));
      return Optional.empty();
    }
    Map<Coordinates, Managed> managed = managed(chain, text, file, problems, depth);
    Map<Coordinates, Dependency> dependencies = new LinkedHashMap<>();
    for (PomChain.Link link : chain.links()) {
      dependencies(link)
          .forEach(
              entry ->
                  dependency(entry, text, managed, file, problems)
                      .ifPresent(found -> dependencies.putIfAbsent(found.name(), found)));
    }
    CompilerPlugin compiler = CompilerPlugin.of(chain, text);
    Stream<Dependency> processors =
        repository.holds(file) ? Stream.empty() : processors(compiler, managed, file, problems);
    return Optional.of(
        new Pom(
            name.get(),
            text.expand("${project.version}"),
            compiler.release(),
            compiler.processing(),
            repository.holds(file) ? MavenFolders.USUAL : MavenFolders.of(chain, text, file),
            managed,
            Stream.concat(dependencies.values().stream(), processors).toList(),
            Map.of()));
  }

  private Map<Coordinates, Managed> managed(
      PomChain chain, PomText text, Path file, Problems problems, int depth) {
    Map<Coordinates, Managed> managed = new HashMap<>();
    List<Xml> imports = new ArrayList<>();
    for (PomChain.Link link : chain.links()) {
      managed(link)
          .forEach(
              entry -> {
                String scope = text.of(entry, "scope", "");
                if (scope.equals("import")) {
                  imports.add(entry);
                } else if (entry.text("classifier").isEmpty()) {
                  text.name(entry)
                      .ifPresent(
                          name ->
                              managed.putIfAbsent(
                                  name,
                                  new Managed(
                                      text.of(entry, "version", ""), scope, text.excluded(entry))));
                }
              });
    }
    for (Xml entry : imports) {
      Optional<Coordinates> name = text.name(entry);
      String version = text.of(entry, "version", "");
      if (name.isPresent() && Coordinates.isName(version)) {
        repository
            .pom(name.get(), version, file, "the imported list of versions ", problems)
            .flatMap(bom -> read(bom, problems, depth + 1))
            .ifPresent(bom -> bom.managed().forEach(managed::putIfAbsent));
      }
    }
    return managed;
  }

  private Optional<Dependency> dependency(
      Xml entry, PomText text, Map<Coordinates, Managed> managed, Path file, Problems problems) {
    Optional<Coordinates> name = text.name(entry);
    Managed general = name.map(managed::get).orElse(Managed.NOTHING);
    String otherwise = general.scope().isEmpty() ? "compile" : general.scope();
    String scope = text.of(entry, "scope", otherwise);
    boolean needed = Set.of("compile", "runtime", "provided", "system").contains(scope);
    boolean jar =
        Set.of("jar", "bundle", "ejb", "maven-plugin").contains(text.of(entry, "type", "jar"));
    if (name.isEmpty() || !needed || !jar || entry.text("classifier").isPresent()) {
      if (name.isPresent() && needed && !repository.holds(file)) {
        Place place = Place.of(file, "<artifactId>" + name.get().artifact() + "</artifactId>");
        problems.add(
            place.warning(
                "the dependency "
                    + name.get()
                    + " has a type or a classifier and is not used; expected a jar without one"));
      }
      return Optional.empty();
    }
    Set<Coordinates> excluded = new java.util.HashSet<>(text.excluded(entry));
    excluded.addAll(general.excluded());
    String version = exact(text.of(entry, "version", general.version()));
    boolean optional = text.of(entry, "optional", "").equals("true");
    Dependency.Use use = Dependency.Use.ofScope(scope);
    Optional<Path> named =
        scope.equals("system") ? Optional.of(jar(entry, text, file)) : Optional.empty();
    return Optional.of(new Dependency(name.get(), version, use, optional, excluded, file, named));
  }

  private Stream<Dependency> processors(
      CompilerPlugin compiler, Map<Coordinates, Managed> managed, Path file, Problems problems) {
    PomText text = compiler.text();
    List<Dependency> processors = new ArrayList<>();
    for (Xml entry : compiler.processors()) {
      Optional<Coordinates> name = text.name(entry);
      if (name.isEmpty()) {
        problems.error(
            file, "annotationProcessorPaths: expected a path with a groupId and an artifactId");
        continue;
      }
      String general = managed.getOrDefault(name.get(), Managed.NOTHING).version();
      String version = exact(text.of(entry, "version", general));
      processors.add(
          new Dependency(
              name.get(),
              version,
              Dependency.Use.PROCESSOR,
              false,
              text.excluded(entry),
              file,
              Optional.empty()));
    }
    return processors.stream();
  }

  /** Returns the jar that a dependency of the scope system names. */
  private static Path jar(Xml entry, PomText text, Path file) {
    Path folder = file.toAbsolutePath().resolveSibling("");
    String path =
        text.of(entry, "systemPath", "")
            .replaceAll("\\$\\{(project\\.)?basedir}", Matcher.quoteReplacement(folder.toString()));
    return folder.resolve(path).normalize();
  }

  /** A range of one version is that version. */
  private static String exact(String version) {
    return version.matches("\\[[^,\\[\\]()]+]")
        ? version.substring(1, version.length() - 1).strip()
        : version;
  }
}
