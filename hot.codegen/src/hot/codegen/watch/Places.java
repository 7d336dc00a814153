// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.CompileRequest;
import hot.codegen.module.ModuleInputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where a build reads and writes.
 *
 * @param inputs what it reads
 * @param outputs what it writes, and so does not read even if it lies among the inputs
 */
record Places(ModuleInputs inputs, Set<Output> outputs) {

  static final Places NONE = new Places(ModuleInputs.none(), Set.of());

  private static final String HASH = "{buildHash}";

  Places {
    outputs = Set.copyOf(outputs);
  }

  /**
   * A file whose name may have the build hash in it, or a directory.
   *
   * @param folder where it lies
   * @param prefix how its name begins
   * @param suffix how its name ends; empty if the name is the prefix
   */
  record Output(Path folder, String prefix, String suffix) {

    static Output of(Path file) {
      Path path = absolute(file);
      String name = String.valueOf(path.getFileName());
      int at = name.indexOf(HASH);
      Path folder = path.getParent() == null ? path : path.getParent();
      return at < 0
          ? new Output(folder, name, "")
          : new Output(folder, name.substring(0, at), name.substring(at + HASH.length()));
    }

    boolean covers(Path file) {
      if (!file.startsWith(folder) || file.getNameCount() == folder.getNameCount()) {
        return false;
      }
      String name = file.getName(folder.getNameCount()).toString();
      return suffix.isEmpty()
          ? name.equals(prefix)
          : name.startsWith(prefix) && name.endsWith(suffix);
    }
  }

  /** Returns the places that are known before a request has been compiled. */
  static Places of(CompileRequest request) {
    Set<Output> outputs = new HashSet<>();
    outputs.add(Output.of(request.output()));
    request.workDirectory().ifPresent(work -> outputs.add(Output.of(work)));
    TreeSet<Path> files = new TreeSet<>();
    List<ModuleInputs.Folder> folders = new ArrayList<>();
    for (Path root : request.modules()) {
      Path module = absolute(root);
      files.addAll(List.of(module.resolve("bnd.bnd"), module.resolve("pom.xml")));
      folders.add(new ModuleInputs.Folder(module, true));
    }
    return new Places(new ModuleInputs(folders, files), outputs);
  }

  Places withInputs(ModuleInputs found) {
    return new Places(found, outputs);
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  static Places union(Collection<Places> all) {
    ModuleInputs inputs = ModuleInputs.none();
    Set<Output> outputs = new HashSet<>();
    for (Places each : all) {
      inputs = inputs.plus(each.inputs);
      outputs.addAll(each.outputs);
    }
    return new Places(inputs, outputs);
  }

  /** Says whether the build may read a file, or what is in a directory. */
  boolean concerns(Path path) {
    return inputs.concerns(path)
        && !isMomentary(String.valueOf(path.getFileName()))
        && outputs.stream().noneMatch(output -> output.covers(path));
  }

  /** Says whether something that the build reads may come to be below a directory. */
  boolean isAbove(Path directory) {
    return inputs.files().stream().anyMatch(file -> file.startsWith(directory))
        || inputs.folders().stream().anyMatch(folder -> folder.path().startsWith(directory));
  }

  /**
   * Returns the directories in which a single file may come or go, or the first of them that is
   * there.
   */
  Set<Path> directories() {
    Set<Path> found = new HashSet<>();
    inputs.files().forEach(file -> found.add(existing(file.getParent(), file)));
    inputs
        .folders()
        .forEach(folder -> found.add(existing(folder.path().getParent(), folder.path())));
    return found;
  }

  private static Path existing(@Nullable Path wanted, Path otherwise) {
    Path at = wanted == null ? otherwise : wanted;
    while (!Files.isDirectory(at) && at.getParent() != null) {
      at = at.getParent();
    }
    return at;
  }

  /** Says whether a name is of a kind that editors write for a moment beside a file they save. */
  static boolean isMomentary(String name) {
    return name.startsWith("#")
        || name.endsWith(".tmp")
        || name.endsWith(".swp")
        || name.endsWith("___")
        || name.equals("4913");
  }
}
