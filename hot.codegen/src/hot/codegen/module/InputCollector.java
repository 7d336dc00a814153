// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Notes what is read on behalf of a plugin, whether it is there or not. Not thread-safe. */
final class InputCollector {

  private final List<ModuleInputs.Folder> folders = new ArrayList<>();
  private final SortedSet<Path> files = new TreeSet<>();

  void file(Path file) {
    files.add(ModuleInputs.absolute(file));
  }

  void files(Collection<Path> all) {
    all.forEach(this::file);
  }

  void folder(Path folder) {
    folders.add(new ModuleInputs.Folder(ModuleInputs.absolute(folder), false));
  }

  /** Notes the folders of a module, and where others would be looked for. */
  void module(Path root, SourceTree tree) {
    Path top = ModuleInputs.absolute(root);
    files.addAll(SourceTree.places(top));
    for (Path folder : tree.folders()) {
      Path path = ModuleInputs.absolute(folder);
      folders.add(new ModuleInputs.Folder(path, path.equals(top)));
    }
  }

  ModuleInputs inputs() {
    return new ModuleInputs(folders, files);
  }
}
