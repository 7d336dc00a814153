// SPDX-License-Identifier: Apache-2.0
package hot.codegen.bundle;

import aQute.bnd.header.OSGiHeader;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.jar.Manifest;

/**
 * Finds modules that were meant to be libraries, but are contained in the plugin: it would export
 * their packages itself, and nobody else's directives would be the same.
 */
final class ExportCheck {

  private ExportCheck() {}

  static List<Problem> warnings(ModuleSet modules, Manifest manifest) {
    Set<String> exports =
        OSGiHeader.parseHeader(manifest.getMainAttributes().getValue("Export-Package")).keySet();
    List<Problem> warnings = new ArrayList<>();
    for (Module module : modules.included()) {
      for (String name : exports) {
        Path declared = Path.of(name.replace('.', '/'), "package-info.java");
        module.content().sources().stream()
            .filter(source -> source.endsWith(declared))
            .findFirst()
            .ifPresent(source -> warnings.add(warning(source, name, module)));
      }
    }
    return warnings;
  }

  private static Problem warning(Path source, String name, Module module) {
    return Problem.warning(
        source,
        "the package "
            + name
            + " is exported, but "
            + module.directoryName()
            + " is contained in this plugin, so that other plugins have other classes of the same"
            + " name; if it is a library for several plugins add ;scope=provided to the dependency"
            + " on it");
  }
}
