// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;
import aQute.bnd.service.RepositoryPlugin;
import hot.codegen.problem.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bnd workspaces in which modules lie, read by bnd itself: its defaults, macros, projects and
 * repositories. Kept open from one compilation to the next, each for as long as its files are the
 * same. Not thread-safe.
 */
public final class BndWorkspaces implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BndWorkspaces.class);

  private final Map<Path, Opened> opened = new HashMap<>();

  /** A workspace, and the files of which it was made. */
  private record Opened(Workspace workspace, Map<Path, Stamp> files) {

    boolean current() {
      return files.entrySet().stream()
          .allMatch(file -> file.getValue().equals(Stamp.of(file.getKey())));
    }
  }

  private record Stamp(FileTime modified, long size) {

    static Stamp of(Path file) {
      try {
        return new Stamp(Files.getLastModifiedTime(file), Files.size(file));
      } catch (IOException gone) {
        return new Stamp(FileTime.fromMillis(0), -1);
      }
    }
  }

  /**
   * Returns the project that a directory is.
   *
   * @return empty if it is not directly below a workspace, or is no project of it
   */
  Optional<Project> project(Path module, InputCollector inputs, Problems problems) {
    Path root = module.toAbsolutePath().normalize().getParent();
    if (root == null || !Files.isDirectory(root.resolve(Workspace.CNFDIR))) {
      return Optional.empty();
    }
    Path build = root.resolve(Workspace.CNFDIR).resolve(Workspace.BUILDFILE);
    inputs.file(build);
    if (!Files.isRegularFile(build)) {
      return Optional.empty();
    }
    try {
      Opened found = workspace(root, build, problems);
      inputs.files(found.files().keySet());
      Project project = found.workspace().getProjectFromFile(module.toFile().getAbsoluteFile());
      if (project == null) {
        return Optional.empty();
      }
      note(project, found.files());
      return Optional.of(project);
    } catch (Exception e) {
      // bnd declares Exception everywhere, and runs plugins that a workspace names.
      problems.error(build, "the bnd workspace can not be read: " + e);
      return Optional.empty();
    }
  }

  private Opened workspace(Path root, Path build, Problems problems) throws Exception {
    Opened before = opened.get(root);
    if (before != null && before.current()) {
      return before;
    }
    forget(root);
    Workspace workspace = new Workspace(root.toFile());
    workspace.open();
    Opened now = new Opened(workspace, new TreeMap<>());
    opened.put(root, now);
    Path cnf = root.resolve(Workspace.CNFDIR);
    for (Path folder : List.of(cnf, cnf.resolve(Workspace.EXT))) {
      filesIn(folder).forEach(file -> now.files().put(file, Stamp.of(file)));
    }
    note(workspace, now.files());
    List<RepositoryPlugin> repositories = workspace.getPlugins(RepositoryPlugin.class);
    LOG.debug("bnd workspace opened root={} repositories={}", root, repositories.size());
    workspace.getErrors().forEach(e -> problems.add(BndReport.warning(workspace, build, e)));
    workspace.getWarnings().forEach(w -> problems.add(BndReport.warning(workspace, build, w)));
    return now;
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void note(aQute.bnd.osgi.Processor read, Map<Path, Stamp> files) {
    File own = read.getPropertiesFile();
    if (own != null) {
      files.computeIfAbsent(own.toPath(), Stamp::of);
    }
    List<File> included = read.getIncluded();
    if (included != null) {
      included.forEach(file -> files.computeIfAbsent(file.toPath(), Stamp::of));
    }
  }

  /** Reads the workspace of a project anew next time: what bnd reports it reports once. */
  void forget(Project project) {
    forget(project.getWorkspace().getBase().toPath().toAbsolutePath().normalize());
  }

  private void forget(Path root) {
    Opened old = opened.remove(root);
    if (old != null) {
      old.workspace().close();
    }
  }

  /** Closes all of them. */
  @Override
  public void close() {
    List.copyOf(opened.keySet()).forEach(this::forget);
  }
}
