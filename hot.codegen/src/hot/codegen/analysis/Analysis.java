// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in the sources of a plugin.
 *
 * @param controllers annotated controllers, by name
 * @param factories all factories, also those to be written, by name
 * @param types the full names of all top-level types
 */
public record Analysis(
    List<ControllerDeclaration> controllers,
    List<FactoryDeclaration> factories,
    Set<String> types) {

  /** Copies the collections. */
  public Analysis {
    controllers = List.copyOf(controllers);
    factories = List.copyOf(factories);
    types = Set.copyOf(types);
  }

  /**
   * Returns what was found in the sources of some top-level types.
   *
   * @param names their full names
   * @return that part of it
   */
  public Analysis of(Set<String> names) {
    return new Analysis(
        controllers.stream().filter(c -> names.contains(c.type().topLevel())).toList(),
        factories.stream()
            .filter(f -> names.contains(f.controller().orElse(f.type()).topLevel()))
            .toList(),
        types.stream().filter(names::contains).collect(Collectors.toSet()));
  }

  /**
   * Joins what was found in several sources.
   *
   * @param parts the parts
   * @return all of it
   */
  public static Analysis joined(Collection<Analysis> parts) {
    List<ControllerDeclaration> controllers = new ArrayList<>();
    List<FactoryDeclaration> factories = new ArrayList<>();
    Set<String> types = new HashSet<>();
    for (Analysis part : parts) {
      controllers.addAll(part.controllers);
      factories.addAll(part.factories);
      types.addAll(part.types);
    }
    controllers.sort(Comparator.comparing(ControllerDeclaration::type));
    factories.sort(Comparator.comparing(FactoryDeclaration::type));
    return new Analysis(controllers, factories, types);
  }

  /**
   * Says whether something is there twice: a config id, or the name of a class that would be
   * written. An analysis of all sources reports that.
   *
   * @return true if no plugin can be made of it
   */
  public boolean contradictory() {
    Set<String> ids = new HashSet<>();
    for (FactoryDeclaration factory : factories) {
      boolean twice = factory.info().isPresent() && !ids.add(factory.info().get().id());
      boolean taken =
          factory.controller().isPresent() && types.contains(factory.type().qualified());
      if (twice || taken) {
        return true;
      }
    }
    return false;
  }

  /**
   * Says whether a factory that was named is not there.
   *
   * @param named the factories to register
   * @return true if one is in none of the sources
   */
  public boolean lacks(Collection<NamedFactory> named) {
    return named.stream()
        .anyMatch(
            one ->
                factories.stream()
                    .noneMatch(
                        factory ->
                            factory.type().qualified().equals(one.type())
                                || factory
                                    .controller()
                                    .map(type -> type.qualified().equals(one.type()))
                                    .orElse(false)));
  }
}
