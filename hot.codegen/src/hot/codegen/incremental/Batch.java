// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.Analyser;
import hot.codegen.analysis.Analysis;
import hot.codegen.analysis.NamedFactory;
import hot.codegen.java.JavaBuild;
import hot.codegen.java.JavaRun;
import hot.codegen.java.JavaTool;
import hot.codegen.java.Processors;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.lang.model.element.TypeElement;

/**
 * Some sources, compiled together against classes that are known already.
 *
 * @param classes all classes and resources, by path
 * @param analysis controllers and factories in them
 * @param problems errors and warnings, in order of file and place
 * @param units what came of each; empty if something came that belongs to none
 */
record Batch(
    Map<String, byte[]> classes,
    Analysis analysis,
    List<Problem> problems,
    Optional<SortedMap<Path, CompiledUnit>> units) {

  private static final Analysis NOTHING = new Analysis(List.of(), List.of(), Set.of());

  /** By file, then by place in it. */
  static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem, String>comparing(p -> p.file().map(Path::toString).orElse(""))
          .thenComparingLong(Problem::line)
          .thenComparingLong(Problem::column);

  /** What the sources are compiled with. */
  record Setting(
      JavaTool java,
      List<Path> classPath,
      Processors processors,
      int release,
      Set<Path> listed,
      List<NamedFactory> named,
      Consumer<String> steps) {}

  static Batch none() {
    return new Batch(Map.of(), NOTHING, List.of(), Optional.of(new TreeMap<>()));
  }

  static Batch of(Collection<SourceText> sources, Map<String, byte[]> known, Setting setting)
      throws IOException {
    JavaRun run =
        setting
            .java()
            .begin(
                new JavaBuild(
                    sources.stream().map(source -> source.text().read()).toList(),
                    setting.classPath(),
                    setting.processors(),
                    known,
                    setting.release()));
    List<TypeElement> types = run.analyse();
    Analysis analysis = run.failed() ? NOTHING : analyse(run, types, known.isEmpty(), setting);
    Map<Path, Set<String>> typesByFile = new HashMap<>();
    for (TypeElement type : types) {
      run.fileOf(type)
          .ifPresent(
              file ->
                  typesByFile
                      .computeIfAbsent(file, key -> new HashSet<>())
                      .add(type.getQualifiedName().toString()));
    }
    setting.steps().accept("analyse");
    JavaBuild.Output output = run.emit();
    List<Problem> problems = output.problems().stream().distinct().sorted(BY_PLACE).toList();
    setting.steps().accept("compile");
    if (run.failed()) {
      return new Batch(Map.of(), NOTHING, problems, Optional.empty());
    }
    Splitter splitter = new Splitter(run, output.files(), analysis, problems, typesByFile);
    return new Batch(output.files(), analysis, problems, splitter.units(sources));
  }

  private static Analysis analyse(
      JavaRun run, List<TypeElement> types, boolean all, Setting setting) {
    Analyser analyser = new Analyser(run);
    if (all) {
      analyser.refuseMissing(types, setting.named());
    }
    return analyser.analyse(
        types,
        type -> run.fileOf(type).map(setting.listed()::contains).orElse(true),
        setting.named());
  }

  boolean failed() {
    return problems.stream().anyMatch(p -> p.severity() == Problem.Severity.ERROR);
  }

  /** Tells what came of which source. */
  private record Splitter(
      JavaRun run,
      Map<String, byte[]> classes,
      Analysis analysis,
      List<Problem> problems,
      Map<Path, Set<String>> types) {

    Optional<SortedMap<Path, CompiledUnit>> units(Collection<SourceText> sources)
        throws IOException {
      Map<Path, List<String>> paths = run.classesBySource();
      SortedMap<Path, CompiledUnit> units = new TreeMap<>();
      int split = 0;
      int warned = 0;
      for (SourceText source : sources) {
        CompiledUnit unit = unit(source, paths.getOrDefault(source.file(), List.of()));
        split += unit.classes().size();
        warned += unit.warnings().size();
        units.put(source.file(), unit);
      }
      boolean complete = split == classes.size() && warned == problems.size();
      return complete ? Optional.of(units) : Optional.empty();
    }

    private CompiledUnit unit(SourceText source, List<String> paths) throws IOException {
      SortedMap<String, byte[]> own = new TreeMap<>();
      for (String path : paths) {
        byte[] content = classes.get(path);
        if (content != null) {
          own.put(path, content);
        }
      }
      List<Problem> warnings =
          problems.stream().filter(p -> p.file().equals(Optional.of(source.file()))).toList();
      return new CompiledUnit(
          source.digest(),
          own,
          run.namesIn(source.file()),
          UnitFacts.of(own),
          analysis.of(types.getOrDefault(source.file(), Set.of())),
          warnings);
    }
  }
}
