// SPDX-License-Identifier: Apache-2.0
package bndw;

import aQute.bnd.build.Project;
import aQute.bnd.build.Workspace;
import aQute.bnd.header.Parameters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The projects that a command is about. */
final class Modules {

  /** The property of cnf/build.bnd that lists the projects in their order. */
  private static final String LAYERS = "layers";

  private final Workspace workspace;

  Modules(House house) throws Exception {
    workspace = Workspace.getWorkspace(house.root().toFile());
    workspace.setOffline(true);
    if (!workspace.isOk()) {
      throw Stop.failed("cnf/build.bnd: " + String.join("; ", workspace.getErrors()));
    }
  }

  Workspace workspace() {
    return workspace;
  }

  /** Returns the named projects, or all. */
  List<Module> named(List<String> names) throws Exception {
    List<Module> modules = new ArrayList<>();
    for (String name : names.isEmpty() ? all() : names) {
      modules.add(named(name));
    }
    return modules;
  }

  /** Returns the names of all projects, a layer after those that it may depend on. */
  private Collection<String> all() {
    Set<String> names = new LinkedHashSet<>(layers());
    Set<String> present = new TreeSet<>();
    workspace.getAllProjects().forEach(project -> present.add(project.getName()));
    names.retainAll(present);
    names.addAll(present);
    return names;
  }

  /** Returns the projects in the order in which they may depend on each other. */
  List<String> layers() {
    return List.copyOf(new Parameters(workspace.getProperty(LAYERS, "")).keySet());
  }

  /** Returns the named project. */
  Module named(String given) throws Exception {
    String name = given.endsWith("/") ? given.substring(0, given.length() - 1) : given;
    Project project = workspace.getProject(name);
    if (project == null) {
      throw Stop.usage("there is no project " + name);
    }
    return new Module(project);
  }

  /** Returns these projects and all that they depend on, dependencies first. */
  static List<Module> closure(Collection<Module> modules) throws Exception {
    Set<Project> ordered = new LinkedHashSet<>();
    for (Module module : modules) {
      collect(module.project(), ordered, new LinkedHashSet<>());
    }
    return ordered.stream().map(Module::new).toList();
  }

  private static void collect(Project project, Set<Project> ordered, Set<Project> path)
      throws Exception {
    if (!path.add(project)) {
      throw Stop.failed("projects depend on each other in a circle: " + path);
    }
    for (Project dependency : dependencies(project)) {
      collect(dependency, ordered, path);
    }
    path.remove(project);
    ordered.add(project);
  }

  /** Returns the named projects or all, dependencies first. */
  List<Module> inOrder(List<String> names) throws Exception {
    List<Module> wanted = named(names);
    return closure(wanted).stream().filter(wanted::contains).toList();
  }

  static Collection<Project> dependencies(Project project) throws Exception {
    project.prepare();
    Set<Project> all = new LinkedHashSet<>(project.getDependson());
    all.addAll(project.getBuildDependencies());
    all.addAll(project.getTestDependencies());
    all.remove(project);
    return all;
  }
}
