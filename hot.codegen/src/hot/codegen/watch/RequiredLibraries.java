// SPDX-License-Identifier: Apache-2.0
package hot.codegen.watch;

import hot.codegen.CompileRequest;
import hot.codegen.host.JarShelf;
import hot.codegen.module.BndWorkspaces;
import hot.codegen.module.MavenRepository;
import hot.codegen.module.ModuleResolver;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The modules that a plugin is compiled against and that other bundles bring: dependencies of scope
 * {@code provided} that are replaced by a directory.
 *
 * @param modules their directories, absolute; one that another one needs comes first
 */
public record RequiredLibraries(List<Path> modules) {

  /** Copies the list. */
  public RequiredLibraries {
    modules = List.copyOf(modules);
  }

  /**
   * Finds the libraries of a plugin and those that they need themselves. What can not be resolved
   * has none; a compilation will say what is wrong with it.
   *
   * @param request how the plugin is compiled
   * @return its libraries
   */
  public static RequiredLibraries of(CompileRequest request) {
    try (JarShelf jars = new JarShelf();
        BndWorkspaces workspaces = new BndWorkspaces()) {
      Set<Path> found = new LinkedHashSet<>();
      Search search = new Search(request, MavenRepository.ofUser(), jars, workspaces, found);
      search.follow(request.modules(), request.replacements(), new LinkedHashSet<>());
      return new RequiredLibraries(List.copyOf(found));
    }
  }

  private record Search(
      CompileRequest request,
      MavenRepository repository,
      JarShelf jars,
      BndWorkspaces workspaces,
      Set<Path> found) {

    void follow(List<Path> modules, Map<String, Path> replacements, Set<Path> above) {
      Optional<ModuleSet> resolved =
          new ModuleResolver(request.host(), jars, repository, workspaces, new Problems())
              .resolve(modules, replacements);
      for (Path provided : resolved.map(ModuleSet::provided).orElse(List.of())) {
        Path library = Places.absolute(provided);
        // A circle is a problem that the compilation tells.
        if (Files.isDirectory(library) && !found.contains(library) && above.add(library)) {
          follow(List.of(library), Map.of(), above);
          above.remove(library);
          found.add(library);
        }
      }
    }
  }
}
