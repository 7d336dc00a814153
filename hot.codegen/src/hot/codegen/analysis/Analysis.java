// SPDX-License-Identifier: Apache-2.0
package hot.codegen.analysis;

import java.util.List;
import java.util.Set;

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
}
