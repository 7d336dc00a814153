// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import hot.codegen.generate.GeneratedSource;
import hot.codegen.incremental.Compiled;
import hot.codegen.java.JavaBuild;
import hot.codegen.java.JavaRun;
import hot.codegen.java.JavaTool;
import hot.codegen.java.Processors;
import hot.codegen.java.TextSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The classes of generated sources. They are kept for as long as the sources are the same, and what
 * these can see of the module too. Not thread-safe.
 */
final class GeneratedClasses {

  /** An activator with the build hash in it is another one after each change. */
  private static final int MOST = 1000;

  private final JavaTool java;
  private final Map<GeneratedSource, Kept> kept = new HashMap<>();

  GeneratedClasses(JavaTool java) {
    this.java = java;
  }

  private record Kept(String seen, Map<String, byte[]> classes) {}

  /**
   * Compiles sources, those of which the classes are not known.
   *
   * @param sources the sources
   * @param module the module, compiled
   * @param others more classes that they use
   * @param classPath the jars to compile against
   * @param release the Java release
   */
  JavaBuild.Output compile(
      List<GeneratedSource> sources,
      Compiled module,
      Map<String, byte[]> others,
      List<Path> classPath,
      int release)
      throws IOException {
    Optional<Map<String, byte[]>> known = known(sources, module);
    if (known.isPresent()) {
      return new JavaBuild.Output(known.get(), List.of());
    }
    Map<String, byte[]> all = new HashMap<>(module.classes());
    all.putAll(others);
    List<TextSource> texts =
        sources.stream().map(source -> TextSource.generated(source.path(), source.text())).toList();
    JavaRun run = java.begin(new JavaBuild(texts, classPath, Processors.none(), all, release));
    run.analyse();
    JavaBuild.Output output = run.emit();
    if (!run.failed()) {
      keep(sources, module, output.files());
    }
    return output;
  }

  private Optional<Map<String, byte[]>> known(List<GeneratedSource> sources, Compiled module) {
    Map<String, byte[]> classes = new TreeMap<>();
    for (GeneratedSource source : sources) {
      Kept of = kept.get(source);
      if (of == null || !Optional.of(of.seen()).equals(module.visible())) {
        return Optional.empty();
      }
      classes.putAll(of.classes());
    }
    return Optional.of(classes);
  }

  private void keep(List<GeneratedSource> sources, Compiled module, Map<String, byte[]> classes) {
    if (module.visible().isEmpty()) {
      return;
    }
    String seen = module.visible().get();
    if (kept.size() > MOST) {
      kept.clear();
    }
    kept.values().removeIf(of -> !of.seen().equals(seen));
    for (GeneratedSource source : sources) {
      String name = source.path().substring(0, source.path().lastIndexOf('.'));
      Map<String, byte[]> own = new TreeMap<>();
      classes.forEach(
          (path, content) -> {
            if (path.equals(name + ".class") || path.startsWith(name + "$")) {
              own.put(path, content);
            }
          });
      kept.put(source, new Kept(seen, own));
    }
  }
}
