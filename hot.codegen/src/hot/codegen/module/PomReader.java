// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * Reads Maven projects: direct dependencies with properties, parents and managed versions.
 * Profiles, imported version lists and version ranges are not understood; a version that stays
 * unknown is a problem that says so.
 */
final class PomReader {

  private static final int DEEPEST_PARENT = 20;

  private final MavenRepository repository;
  private final InputCollector inputs;

  PomReader(MavenRepository repository, InputCollector inputs) {
    this.repository = repository;
    this.inputs = inputs;
  }

  /** Reads a project; empty if that is not possible, which has become a problem. */
  Optional<Pom> read(Path file, Problems problems) {
    return read(file, problems, 0);
  }

  private Optional<Pom> read(Path file, Problems problems, int depth) {
    inputs.file(file);
    try {
      if (depth > DEEPEST_PARENT) {
        problems.error(file, "its parents form a circle");
        return Optional.empty();
      }
      Xml project = Xml.read(file);
      Optional<Pom> parent = parent(project, file, problems, depth);
      return pom(project, parent.orElse(null), file, problems);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      problems.error(file, "is not a readable Maven project: " + e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Pom> parent(Xml project, Path file, Problems problems, int depth) {
    Optional<Xml> declared = project.child("parent");
    if (declared.isEmpty()) {
      return Optional.empty();
    }
    Xml parent = declared.get();
    String relative = parent.text("relativePath").orElse("../pom.xml");
    Path near = file.toAbsolutePath().resolveSibling(relative).normalize();
    Path pom = Files.isDirectory(near) ? near.resolve("pom.xml") : near;
    if (!repository.holds(file)) {
      inputs.file(pom);
    }
    if (!repository.holds(file) && Files.isRegularFile(pom)) {
      return read(pom, problems, depth + 1);
    }
    Optional<Coordinates> name =
        Coordinates.parse(
            parent.text("groupId").orElse("") + ":" + parent.text("artifactId").orElse(""));
    String version = parent.text("version").orElse("");
    return name.flatMap(known -> repository.pom(known, version))
        .flatMap(found -> read(found, problems, depth + 1));
  }

  private static Optional<Pom> pom(
      Xml project, @Nullable Pom parent, Path file, Problems problems) {
    Map<String, String> properties = new HashMap<>(parent == null ? Map.of() : parent.properties());
    project
        .child("properties")
        .ifPresent(all -> all.children().forEach(p -> properties.put(p.name(), p.text())));
    String inheritedGroup = parent == null ? "" : parent.name().group();
    String inheritedVersion = parent == null ? "" : parent.version();
    Text text = new Text(properties);
    String group = text.expand(own(project, "groupId", inheritedGroup));
    String artifact = text.expand(project.text("artifactId").orElse(""));
    String version = text.expand(own(project, "version", inheritedVersion));
    Optional<Coordinates> name = Coordinates.parse(group + ":" + artifact);
    if (name.isEmpty()) {
      problems.error(file, "expected a groupId and an artifactId, found " + group + ":" + artifact);
      return Optional.empty();
    }
    for (String prefix : List.of("project.", "pom.")) {
      properties.put(prefix + "groupId", group);
      properties.put(prefix + "artifactId", artifact);
      properties.put(prefix + "version", version);
    }
    Map<Coordinates, String> managed = new HashMap<>(parent == null ? Map.of() : parent.managed());
    project
        .child("dependencyManagement")
        .flatMap(management -> management.child("dependencies"))
        .ifPresent(list -> list.children().forEach(entry -> manage(entry, text, managed)));
    List<Dependency> dependencies =
        new ArrayList<>(parent == null ? List.of() : parent.dependencies());
    project
        .child("dependencies")
        .ifPresent(
            list ->
                list.children().forEach(entry -> add(entry, text, managed, dependencies, file)));
    return Optional.of(
        new Pom(name.get(), version, Map.copyOf(properties), Map.copyOf(managed), dependencies));
  }

  private static String own(Xml project, String element, String inherited) {
    return project.text(element).orElse(inherited);
  }

  private static void manage(Xml entry, Text text, Map<Coordinates, String> managed) {
    Optional<Coordinates> name = name(entry, text);
    Optional<String> version = entry.text("version").map(text::expand);
    if (name.isPresent() && version.isPresent()) {
      managed.put(name.get(), version.get());
    }
  }

  private static void add(
      Xml entry, Text text, Map<Coordinates, String> managed, List<Dependency> into, Path file) {
    String scope = text.expand(entry.text("scope").orElse("compile"));
    boolean needed = scope.equals("compile") || scope.equals("runtime");
    boolean optional = entry.text("optional").map(text::expand).orElse("").equals("true");
    boolean jar = List.of("jar", "bundle").contains(entry.text("type").orElse("jar"));
    if (!needed || optional || !jar || entry.text("classifier").isPresent()) {
      return;
    }
    Optional<Coordinates> name = name(entry, text);
    if (name.isEmpty()) {
      return;
    }
    String version =
        entry.text("version").map(text::expand).orElse(managed.getOrDefault(name.get(), ""));
    Set<Coordinates> excluded = new HashSet<>();
    entry
        .child("exclusions")
        .ifPresent(all -> all.children().forEach(one -> name(one, text).ifPresent(excluded::add)));
    into.removeIf(other -> other.name().equals(name.get()));
    into.add(new Dependency(name.get(), version, false, false, excluded, file));
  }

  private static Optional<Coordinates> name(Xml entry, Text text) {
    String group = text.expand(entry.text("groupId").orElse(""));
    return Coordinates.parse(group + ":" + text.expand(entry.text("artifactId").orElse("")));
  }

  /** Expands properties; what is unknown stays as it is. */
  private record Text(Map<String, String> properties) {

    private static final int DEEPEST = 10;

    String expand(String value) {
      String text = value;
      for (int i = 0; i < DEEPEST && text.contains("${"); i++) {
        for (Map.Entry<String, String> property : properties.entrySet()) {
          text = text.replace("${" + property.getKey() + "}", property.getValue());
        }
      }
      return text;
    }
  }
}
