// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.build.Container;
import aQute.bnd.build.Project;
import aQute.bnd.header.OSGiHeader;
import aQute.bnd.service.Strategy;
import aQute.bnd.version.Version;
import aQute.bnd.version.VersionRange;
import hot.codegen.host.HostPlatform;
import hot.codegen.problem.Problems;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what an entry of the build path of a bnd project means. */
final class BuildPath {

  private static final String INSTRUCTION = "-buildpath: ";
  private static final Set<String> OF_PROJECT = Set.of("latest", "snapshot", "project");

  private final HostPlatform host;
  private final BndWorkspaces workspaces;
  private final Problems problems;

  BuildPath(HostPlatform host, BndWorkspaces workspaces, Problems problems) {
    this.host = host;
    this.workspaces = workspaces;
    this.problems = problems;
  }

  /**
   * What an entry means: nothing more if the host has it.
   *
   * @param name its name for messages
   * @param version the version of the jar
   * @param path a module directory or a jar
   */
  record Item(String name, String version, Path path) {}

  List<Item> find(Module module, Module.BuildPathEntry entry) {
    Path file = module.root().resolve(entry.name()).normalize();
    if (entry.name().endsWith(".jar") && Files.isRegularFile(file)) {
      return List.of(new Item(entry.name(), "0", file));
    }
    if (host.hasBundle(entry.name())) {
      checkHost(module, entry);
      return List.of();
    }
    Optional<Project> project = module.build().project();
    if (project.isPresent()) {
      return inWorkspace(module, project.get(), entry);
    }
    Path sibling = module.root().toAbsolutePath().normalize().resolveSibling(entry.name());
    if (Files.isRegularFile(sibling.resolve("bnd.bnd"))) {
      Path shown = module.root().resolve("..").resolve(entry.name()).normalize();
      return List.of(new Item(entry.name(), "0", shown));
    }
    problems.warning(
        module.buildFile(),
        INSTRUCTION
            + entry.name()
            + " is neither a bundle of the host nor a directory beside this module; name an"
            + " artifact in -dependencies instead");
    return List.of();
  }

  /** A plugin that is written for another version than the host's will not resolve. */
  private void checkHost(Module module, Module.BuildPathEntry entry) {
    String wanted = entry.attributes().getOrDefault("version", "0");
    Optional<Version> has = host.bundleVersion(entry.name());
    if (has.isPresent()
        && VersionRange.isVersionRange(wanted)
        && !new VersionRange(wanted).includes(has.get())) {
      problems.error(
          module.buildFile(),
          INSTRUCTION
              + entry.name()
              + " is wanted in version "
              + wanted
              + ", but the host has it in "
              + has.get());
    }
  }

  private List<Item> inWorkspace(Module module, Project project, Module.BuildPathEntry entry) {
    List<Item> items = new ArrayList<>();
    String version = entry.attributes().getOrDefault("version", "0");
    try {
      Project sibling = project.getWorkspace().getProject(entry.name());
      if (sibling != null && (OF_PROJECT.contains(version) || version.equals("0"))) {
        return List.of(item(module, sibling, entry));
      }
      for (Container found : project.getBundles(Strategy.LOWEST, clause(entry), "-buildpath")) {
        add(module, entry, found, items);
      }
    } catch (Exception e) {
      // bnd declares Exception everywhere, and runs the repositories that a workspace names.
      problems.error(module.buildFile(), INSTRUCTION + entry.name() + " failed: " + e);
    }
    // What bnd reported besides is said by the containers.
    if (!project.getErrors().isEmpty()) {
      workspaces.forget(project);
    }
    return items;
  }

  private static String clause(Module.BuildPathEntry entry) {
    StringBuilder clause = new StringBuilder(entry.name());
    entry
        .attributes()
        .forEach(
            (name, value) -> {
              clause.append(';').append(name).append('=');
              OSGiHeader.quote(clause, value);
            });
    return clause.toString();
  }

  private void add(Module module, Module.BuildPathEntry entry, Container found, List<Item> items) {
    File file = found.getFile();
    if (found.getError() != null || file == null || found.getType() == Container.TYPE.ERROR) {
      problems.error(
          module.buildFile(),
          INSTRUCTION
              + entry.name()
              + ": "
              + (found.getError() == null ? "not found" : found.getError()));
    } else if (found.getType() == Container.TYPE.PROJECT) {
      items.add(item(module, found.getProject(), entry));
    } else {
      String version = found.getVersion() == null ? "0" : found.getVersion();
      items.add(new Item(found.getBundleSymbolicName(), version, file.toPath()));
    }
  }

  private static Item item(Module module, Project sibling, Module.BuildPathEntry entry) {
    Path shown = module.root().resolve("..").resolve(sibling.getName()).normalize();
    return new Item(entry.name(), "0", shown);
  }
}
