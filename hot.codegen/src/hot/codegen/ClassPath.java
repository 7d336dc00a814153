// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.host.HostPlatform;
import hot.codegen.host.JarShelf;
import hot.codegen.module.Library;
import hot.codegen.module.ModuleSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sources of a plugin are compiled against.
 *
 * @param jars the libraries first, so that one which replaces a version of the host's is seen
 * @param processors the libraries, if one of them has an annotation processor; else none
 */
record ClassPath(List<Path> jars, List<Path> processors) {

  private static final String PROCESSORS =
      "META-INF/services/javax.annotation.processing.Processor";

  static ClassPath of(ModuleSet modules, HostPlatform host, JarShelf shelf) throws IOException {
    List<Path> libraries = modules.libraries().stream().map(Library::jar).toList();
    boolean processes = false;
    for (Path library : libraries) {
      processes |= shelf.open(library).getResource(PROCESSORS) != null;
    }
    List<Path> all = new ArrayList<>(libraries);
    all.addAll(host.classPath());
    return new ClassPath(List.copyOf(all), processes ? libraries : List.of());
  }
}
