// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.SAXException;

/**
 * Finds the modules that Maven would build together: those that the parents of a project list. A
 * dependency on one of them means its directory, not a jar of some earlier build.
 */
final class Siblings {

  private static final int DEEPEST = 5;

  private final Map<Coordinates, Path> found = new HashMap<>();
  private final InputCollector inputs;

  private Siblings(InputCollector inputs) {
    this.inputs = inputs;
  }

  static Map<Coordinates, Path> of(PomChain chain, InputCollector inputs) {
    Siblings siblings = new Siblings(inputs);
    for (PomChain.Link link : chain.links().subList(1, chain.links().size())) {
      if (link.local()) {
        siblings.addModules(link.file(), link.project(), 0);
      }
    }
    return siblings.found;
  }

  private void addModules(Path pom, Xml project, int depth) {
    for (Xml module : depth > DEEPEST ? java.util.List.<Xml>of() : project.list("modules")) {
      Path place = pom.toAbsolutePath().resolveSibling(module.text()).normalize();
      Path file = Files.isRegularFile(place) ? place : place.resolve("pom.xml");
      inputs.file(file);
      if (Files.isRegularFile(file)) {
        add(file, depth);
      }
    }
  }

  private void add(Path file, int depth) {
    try {
      Xml project = Xml.read(file);
      Optional<Xml> parent = project.child("parent");
      String group =
          project.text("groupId").or(() -> parent.flatMap(p -> p.text("groupId"))).orElse("");
      Path folder = file.toAbsolutePath().getParent();
      Coordinates.parse(group + ":" + project.text("artifactId").orElse(""))
          .filter(name -> folder != null)
          .ifPresent(name -> found.putIfAbsent(name, file.resolveSibling("")));
      addModules(file, project, depth + 1);
    } catch (IOException | SAXException | ParserConfigurationException e) {
      // Whoever depends on it will be told that it is not there.
    }
  }
}
