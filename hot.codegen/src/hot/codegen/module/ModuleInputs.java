// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the output of a compilation depends on: a change of any of it may change the output, and a
 * change of nothing else does. The host and the JDK are not among it.
 *
 * <p>All paths are absolute and normalised. Some need not exist: what is not there, but would be
 * read if it were, is an input too. Immutable and thread-safe.
 *
 * @param folders folders with all that is below them, in order
 * @param files single files, in order: build files and their parents, jars, places where a source
 *     folder would be looked for
 */
public record ModuleInputs(List<Folder> folders, SortedSet<Path> files) {

  /** Copies the collections. */
  public ModuleInputs {
    folders = folders.stream().distinct().sorted(Comparator.comparing(Folder::path)).toList();
    files = Collections.unmodifiableSortedSet(new TreeSet<>(files));
  }

  /**
   * A folder whose content is an input.
   *
   * @param path the folder
   * @param bare whether it is the directory of a module that has no source folder of its own, so
   *     that there are outputs and build files in it too, which are not read as sources
   */
  public record Folder(Path path, boolean bare) {

    /** Says whether a path is something in it that is read, or a folder where such may be. */
    boolean holds(Path changed) {
      if (!changed.startsWith(path)) {
        return false;
      }
      Path relative = path.relativize(changed);
      return relative.toString().isEmpty()
          || (!SourceTree.hidden(relative) && (!bare || SourceTree.belongsToBareTree(relative)));
    }
  }

  /**
   * Returns inputs that are none.
   *
   * @return nothing
   */
  public static ModuleInputs none() {
    return new ModuleInputs(List.of(), new TreeSet<>());
  }

  /**
   * Adds others.
   *
   * @param more other inputs
   * @return both together
   */
  public ModuleInputs plus(ModuleInputs more) {
    SortedSet<Path> all = new TreeSet<>(files);
    all.addAll(more.files);
    return new ModuleInputs(Stream.concat(folders.stream(), more.folders.stream()).toList(), all);
  }

  /**
   * Says whether the change of a path may change the output. Files that an editor keeps beside the
   * sources, hidden ones and what lies in the output folders of a module are not meant.
   *
   * @param changed what was written, made, renamed or deleted; need not exist
   * @return false if it certainly does not matter
   */
  public boolean concerns(Path changed) {
    Path path = absolute(changed);
    return files.contains(path) || folders.stream().anyMatch(folder -> folder.holds(path));
  }

  /**
   * Returns the directories in which a change of the inputs is seen: each with all below it if it
   * is one of the {@link #folders}, otherwise by itself. Some need not exist.
   *
   * @return the folders, and the parents of the files
   */
  public SortedSet<Path> directories() {
    SortedSet<Path> all = new TreeSet<>();
    folders.forEach(folder -> all.add(folder.path()));
    for (Path file : files) {
      Path parent = file.getParent();
      all.add(parent == null ? file : parent);
    }
    return all;
  }

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
