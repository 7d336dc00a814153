// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where a bnd workspace puts the bundles of its projects. */
public final class WorkspaceFolders {
  private static final String MARK = "Hotbus-Plugin-Id";

  private WorkspaceFolders() {}

  /**
   * Returns the folders of some projects; of all that say that they are plugins if none is named. A
   * folder that is not there yet is made.
   *
   * @throws DaemonException if it is no workspace, a project is none, or there is no plugin in it
   */
  public static List<Path> of(Path workspace, List<Path> projects) {
    if (!Files.isRegularFile(workspace.resolve("cnf/build.bnd"))) {
      throw new DaemonException(
          "%s is no bnd workspace: it has no cnf/build.bnd".formatted(workspace));
    }
    List<Path> chosen = projects.isEmpty() ? plugins(workspace) : projects;
    if (chosen.isEmpty()) {
      throw new DaemonException(
          "no project in %s has %s in its bnd.bnd; name the projects to run"
              .formatted(workspace, MARK));
    }
    return chosen.stream().map(WorkspaceFolders::generated).toList();
  }

  private static Path generated(Path project) {
    if (!Files.isRegularFile(project.resolve("bnd.bnd"))) {
      throw new DaemonException("%s is no bnd project: it has no bnd.bnd".formatted(project));
    }
    Path folder = project.resolve("generated");
    try {
      // The deployer waits for a folder that is missing; one that is there it can watch at once.
      return Files.createDirectories(folder);
    } catch (IOException failed) {
      throw new DaemonException("%s can not be made: %s".formatted(folder, failed), failed);
    }
  }

  private static List<Path> plugins(Path workspace) {
    try (Stream<Path> folders = Files.list(workspace)) {
      return folders.filter(WorkspaceFolders::isPlugin).sorted().toList();
    } catch (IOException failed) {
      throw new DaemonException("%s can not be read: %s".formatted(workspace, failed), failed);
    }
  }

  private static boolean isPlugin(Path project) {
    Path file = project.resolve("bnd.bnd");
    try {
      return Files.isRegularFile(file)
          && Files.readString(file).lines().anyMatch(line -> line.startsWith(MARK));
    } catch (IOException unreadable) {
      return false;
    }
  }
}
