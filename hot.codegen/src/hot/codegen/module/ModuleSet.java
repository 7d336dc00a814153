// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * All that goes into one plugin, or may.
 *
 * @param listed the modules whose factories the plugin has; the first one says what it is called
 * @param included the modules that those depend on
 * @param libraries the jars that all of these depend on, nearest first
 * @param provided the jars and module directories that all of these depend on and other bundles
 *     bring
 * @param processors the jars of the annotation processors that they name; empty if none is named
 * @param replacements the replacements that stand for something
 */
public record ModuleSet(
    List<Module> listed,
    List<Module> included,
    List<Library> libraries,
    List<Path> provided,
    List<Path> processors,
    List<Replacement> replacements) {

  /** Copies the lists. */
  public ModuleSet {
    listed = List.copyOf(listed);
    included = List.copyOf(included);
    libraries = List.copyOf(libraries);
    provided = List.copyOf(provided);
    processors = List.copyOf(processors);
    replacements = List.copyOf(replacements);
  }

  /**
   * Returns all modules.
   *
   * @return the listed ones, then the included ones
   */
  public List<Module> all() {
    return Stream.concat(listed.stream(), included.stream()).toList();
  }

  /**
   * Returns the module that says what the plugin is called and how it is assembled.
   *
   * @return the first one
   */
  public Module first() {
    return listed.get(0);
  }
}
