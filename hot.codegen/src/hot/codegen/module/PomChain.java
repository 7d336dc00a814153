// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * A Maven project and its parents, nearest first.
 *
 * @param links the projects
 */
record PomChain(List<Link> links) {

  private static final int LONGEST = 20;

  /** What only Maven knows how to apply: it depends on the machine and on the user's settings. */
  private static final Set<String> APPLIED =
      Set.of("dependencies", "dependencyManagement", "properties", "build", "modules");

  PomChain {
    links = List.copyOf(links);
  }

  /** A project file as it stands. */
  record Link(Path file, Xml project, boolean local) {}

  /** Reads a project with its parents; empty if that is not possible, which was reported. */
  static Optional<PomChain> read(
      Path file, MavenRepository repository, InputCollector inputs, Problems problems) {
    List<Link> links = new ArrayList<>();
    Optional<Path> next = Optional.of(file);
    while (next.isPresent()) {
      Path pom = next.get();
      if (links.size() > LONGEST) {
        problems.error(file, "its parents form a circle");
        return Optional.empty();
      }
      inputs.file(pom);
      Optional<Link> read = link(pom, !repository.holds(pom), problems);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      Link link = read.get();
      links.add(link);
      if (link.project().child("parent").isEmpty()) {
        break;
      }
      next = parent(link, repository, inputs, problems);
      if (next.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new PomChain(links));
  }

  /** Reads a project into which its parents are merged already. */
  static Optional<PomChain> alone(Path file, Problems problems) {
    return link(file, false, problems).map(link -> new PomChain(List.of(link)));
  }

  private static Optional<Link> link(Path file, boolean local, Problems problems) {
    try {
      return Optional.of(new Link(file, Xml.read(file), local));
    } catch (IOException | SAXException | ParserConfigurationException e) {
      problems.error(file, "is not a readable Maven project: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Optional<Path> parent(
      Link link, MavenRepository repository, InputCollector inputs, Problems problems) {
    Xml parent = link.project().child("parent").orElseThrow();
    Optional<String> said = parent.child("relativePath").map(Xml::text);
    if (link.local() && !said.equals(Optional.of(""))) {
      Path near =
          link.file().toAbsolutePath().resolveSibling(said.orElse("../pom.xml")).normalize();
      Path pom = Files.isDirectory(near) ? near.resolve("pom.xml") : near;
      inputs.file(pom);
      if (Files.isRegularFile(pom) && isNamed(pom, parent)) {
        return Optional.of(pom);
      }
    }
    Optional<Coordinates> name = new PomText(Map.of()).name(parent);
    String version = parent.text("version").orElse("");
    if (name.isEmpty() || !Coordinates.isName(version)) {
      problems.error(link.file(), "expected a parent with groupId, artifactId and a plain version");
      return Optional.empty();
    }
    return repository.pom(name.get(), version, link.file(), "the parent ", problems);
  }

  /** What lies above by chance is no parent. */
  private static boolean isNamed(Path pom, Xml parent) {
    try {
      return Xml.read(pom).text("artifactId").equals(parent.text("artifactId"));
    } catch (IOException | SAXException | ParserConfigurationException unreadable) {
      // Reading it as the parent will say so.
      return true;
    }
  }

  Xml first() {
    return links.get(0).project();
  }

  /** Returns the properties, those of the nearest winning, and what a project calls itself. */
  PomText text() {
    Map<String, String> properties = new HashMap<>();
    for (int i = links.size() - 1; i >= 0; i--) {
      links.get(i).project().list("properties").forEach(p -> properties.put(p.name(), p.text()));
    }
    for (String prefix : List.of("project.", "pom.", "")) {
      for (String element : List.of("groupId", "artifactId", "version")) {
        inherited(element).ifPresent(text -> properties.put(prefix + element, text));
        first()
            .child("parent")
            .flatMap(parent -> parent.text(element))
            .ifPresent(text -> properties.put(prefix + "parent." + element, text));
      }
    }
    Path folder = links.get(0).file().toAbsolutePath().normalize().getParent();
    properties.put("project.basedir", String.valueOf(folder));
    properties.put("basedir", String.valueOf(folder));
    return new PomText(properties);
  }

  private Optional<String> inherited(String element) {
    Optional<String> own = first().text(element);
    return own.isPresent() || element.equals("artifactId")
        ? own
        : first().child("parent").flatMap(parent -> parent.text(element));
  }

  /** Says what in the user's own files is for Maven alone to understand. */
  Optional<String> beyond() {
    for (Link link : links) {
      for (Xml profile : link.local() ? link.project().list("profiles") : List.<Xml>of()) {
        if (profile.children().stream().anyMatch(child -> APPLIED.contains(child.name()))) {
          return Optional.of("the profile " + profile.text("id").orElse("default"));
        }
      }
    }
    return Optional.empty();
  }
}
