// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.NamedFactory;
import hot.codegen.java.JavaTool;
import hot.codegen.java.Processors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the sources of one plugin again and again, each time only what a change can have an
 * effect on. The result is always that of a compilation of all of them. Not thread-safe.
 */
public final class IncrementalCompiler {

  private final JavaTool java;
  private @Nullable CompiledSources last;

  /**
   * Creates a compiler that knows nothing yet.
   *
   * @param java the compiler of the JDK
   */
  public IncrementalCompiler(JavaTool java) {
    this.java = java;
  }

  /**
   * What to compile.
   *
   * @param sources the sources
   * @param classPath the jars to compile against
   * @param processors the annotation processors
   * @param release the Java release to compile for
   * @param listed the files of which the factories are registered
   * @param named the factories to register; if there are any, only these are
   */
  public record Request(
      List<SourceText> sources,
      List<Path> classPath,
      Processors processors,
      int release,
      Set<Path> listed,
      List<NamedFactory> named) {

    /** Copies the collections. */
    public Request {
      sources = List.copyOf(sources);
      classPath = List.copyOf(classPath);
      listed = Set.copyOf(listed);
      named = List.copyOf(named);
    }
  }

  /**
   * Compiles the sources.
   *
   * @param request what to compile
   * @param steps is told when a step has ended: {@code analyse}, {@code compile}
   * @return all classes, or what is wrong; then the next compilation begins where this one did
   * @throws IOException if a jar or a source can not be read
   */
  public Compiled compile(Request request, Consumer<String> steps) throws IOException {
    Batch.Setting setting =
        new Batch.Setting(
            java,
            request.classPath(),
            request.processors(),
            request.release(),
            request.listed(),
            request.named(),
            steps);
    Context context = Context.of(request.release(), request.named(), request.classPath());
    Optional<Increment.Step> step = increment(request, context, setting);
    if (step.isEmpty()) {
      return all(request, context, setting);
    }
    last = step.get().sources();
    return step.get().sources().result(step.get().compiled());
  }

  private Optional<Increment.Step> increment(
      Request request, Context context, Batch.Setting setting) throws IOException {
    CompiledSources before = last;
    if (before == null || !before.context().equals(context) || !request.processors().isEmpty()) {
      return Optional.empty();
    }
    SortedMap<Path, SourceText> sources = new TreeMap<>();
    request.sources().forEach(source -> sources.put(source.file(), source));
    return new Increment(before, sources, setting).run();
  }

  private Compiled all(Request request, Context context, Batch.Setting setting) throws IOException {
    Batch batch = Batch.of(request.sources(), Map.of(), setting);
    int count = request.sources().size();
    if (batch.failed() || batch.units().isEmpty() || !request.processors().isEmpty()) {
      last = batch.failed() ? last : null;
      return new Compiled(
          batch.classes(), batch.analysis(), batch.problems(), Optional.empty(), count);
    }
    CompiledSources all = new CompiledSources(context, batch.units().get());
    last = all;
    return all.result(count);
  }

  /** Forgets everything. */
  public void clear() {
    last = null;
  }
}
