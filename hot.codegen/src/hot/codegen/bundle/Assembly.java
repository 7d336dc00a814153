// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.host.HostPlatform;
import hot.codegen.module.ModuleSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be made a bundle.
 *
 * @param modules the modules, which also say what else goes in
 * @param identity what the plugin is called
 * @param activator the class of its activator; empty if it is a library
 * @param factories its factories
 * @param classes what was compiled, by path
 * @param libraries what it was compiled against and other bundles bring
 * @param host where it will run
 */
public record Assembly(
    ModuleSet modules,
    PluginIdentity identity,
    Optional<String> activator,
    List<FactoryDeclaration> factories,
    Map<String, byte[]> classes,
    List<LibraryBuild> libraries,
    HostPlatform host) {

  /** Copies the collections. */
  public Assembly {
    factories = List.copyOf(factories);
    libraries = List.copyOf(libraries);
    classes = Map.copyOf(classes);
  }
}
