// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.java.Processors;
import hot.codegen.module.Library;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the sources of a plugin are compiled against.
 *
 * @param jars the libraries first, so that one which replaces a version of the host's is seen
 * @param processors the annotation processors
 */
record ClassPath(List<Path> jars, Processors processors) {

  private static final String SERVICE = "META-INF/services/javax.annotation.processing.Processor";

  static ClassPath of(ModuleSet modules, HostPlatform host, JarShelf shelf) throws IOException {
    List<Path> all = new ArrayList<>(libraries(modules));
    all.addAll(host.classPath());
    List<String> options =
        modules.all().stream()
            .flatMap(one -> one.build().processing().stream())
            .distinct()
            .toList();
    boolean none = options.contains(Module.NO_PROCESSING);
    List<Path> path = none ? List.of() : processors(modules, shelf);
    return new ClassPath(List.copyOf(all), new Processors(path, options));
  }

  private static List<Path> libraries(ModuleSet modules) {
    return modules.libraries().stream().map(Library::jar).toList();
  }

  /** Returns those that are named, else all dependencies if one of them has a processor. */
  private static List<Path> processors(ModuleSet modules, JarShelf shelf) throws IOException {
    if (!modules.processors().isEmpty()) {
      return modules.processors();
    }
    List<Path> dependencies =
        Stream.concat(
                libraries(modules).stream(),
                modules.provided().stream().filter(Files::isRegularFile))
            .toList();
    for (Path jar : dependencies) {
      if (shelf.open(jar).getResource(SERVICE) != null) {
        return dependencies;
      }
    }
    return List.of();
  }
}
