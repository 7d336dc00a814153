// SPDX-License-Identifier: Apache-2.0
package bndw;

import aQute.bnd.build.Container;
import aQute.bnd.build.Project;
import aQute.bnd.service.Strategy;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A project of the workspace, as the driver sees it. */
record Module(Project project) {

  String name() {
    return project.getName();
  }

  Path base() {
    return project.getBase().toPath();
  }

  /** Returns the folders that the instruction {@code src} names. */
  List<Path> src() throws Exception {
    return project.getSourcePath().stream().map(File::toPath).toList();
  }

  Path test() {
    return base().resolve("test");
  }

  Path bin() {
    return base().resolve("bin");
  }

  Path testBin() {
    return base().resolve("bin_test");
  }

  Path generated() {
    return base().resolve("generated");
  }

  Path jar() {
    return generated().resolve(name() + ".jar");
  }

  List<Path> sources() throws Exception {
    return House.files(src(), ".java");
  }

  List<Path> testSources() throws IOException {
    return House.files(test(), ".java");
  }

  /** Returns what the main sources compile against. */
  List<Path> classPath() throws Exception {
    return files(project.getBuildpath(), "-buildpath");
  }

  /** Returns what the tests compile against and run with; the project's own classes first. */
  List<Path> testClassPath() throws Exception {
    Set<Path> all = new LinkedHashSet<>(List.of(testBin(), bin()));
    all.addAll(classPath());
    all.addAll(files(project.getTestpath(), "-testpath"));
    return List.copyOf(all);
  }

  /** Returns the jars that an instruction of bnd.bnd names; this project's name is its own jar. */
  List<Path> jarsOf(String instruction) throws Exception {
    List<Path> files = new ArrayList<>();
    String value = project.mergeProperties(instruction);
    if (value == null || value.isBlank()) {
      return files;
    }
    for (Container container : project.getBundles(Strategy.HIGHEST, value, instruction)) {
      Project owner = container.getProject();
      boolean sibling = project.getWorkspace().isPresent(container.getBundleSymbolicName());
      if (container.getBundleSymbolicName().equals(name())) {
        files.add(jar());
      } else if (sibling && owner != null) {
        Project other = project.getWorkspace().getProject(container.getBundleSymbolicName());
        files.add(new Module(other).jar());
      } else {
        files.add(file(container, instruction));
      }
    }
    return files;
  }

  /** Returns the files of containers that bnd resolved. */
  List<Path> files(Collection<Container> containers, String instruction) throws Exception {
    Set<Path> files = new LinkedHashSet<>();
    for (Container container : Container.flatten(containers)) {
      files.add(file(container, instruction));
    }
    return List.copyOf(files);
  }

  private Path file(Container container, String instruction) {
    if (container.getError() != null) {
      throw Stop.failed(name() + ": " + instruction + ": " + container.getError());
    }
    return container.getFile().toPath();
  }
}
