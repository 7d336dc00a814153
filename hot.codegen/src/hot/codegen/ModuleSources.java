// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.incremental.SourceText;
import hot.codegen.java.TextSource;
import hot.codegen.module.Module;
import hot.codegen.module.ModuleSet;
import hot.codegen.problem.Problems;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The sources of the modules of a plugin. */
final class ModuleSources {

  private ModuleSources() {}

  /** Reads all sources; a listed module without one is a problem. */
  static List<SourceText> read(ModuleSet modules, Problems problems) throws IOException {
    for (Module module : modules.listed()) {
      if (module.content().sources().isEmpty()) {
        problems.error(
            module.root(), "the module has no Java source; looked in " + folders(List.of(module)));
      }
    }
    List<SourceText> sources = new ArrayList<>();
    for (Module module : modules.all()) {
      for (Path file : module.content().sources()) {
        try {
          sources.add(SourceText.of(TextSource.ofFile(file, Files.readString(file))));
        } catch (CharacterCodingException e) {
          problems.error(file, "is not UTF-8 text");
        }
      }
    }
    return sources;
  }

  /** Returns the files of which the factories are registered. */
  static Set<Path> listed(ModuleSet modules) {
    Set<Path> files = new HashSet<>();
    modules.listed().forEach(module -> files.addAll(module.content().sources()));
    return files;
  }

  /** Says where was looked. */
  static String describe(ModuleSet modules) {
    int count = listed(modules).size();
    return "the "
        + count
        + (count == 1 ? " source" : " sources")
        + " in "
        + folders(modules.listed());
  }

  private static String folders(List<Module> modules) {
    return modules.stream()
        .flatMap(module -> module.content().folders().stream())
        .map(Path::toString)
        .collect(Collectors.joining(", "));
  }
}
