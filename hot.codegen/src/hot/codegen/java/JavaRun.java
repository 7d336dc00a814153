// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;

/**
 * One run of the compiler: first {@link #analyse}, then a look at the elements, then {@link #emit}.
 */
public final class JavaRun {

  private final JavacTask task;
  private final MemoryFiles files;
  private final Diagnostics diagnostics;
  private final Map<URI, Path> shown = new HashMap<>();
  private final Map<Path, Set<String>> names = new HashMap<>();

  JavaRun(JavacTask task, MemoryFiles files, Diagnostics diagnostics, List<TextSource> sources) {
    sources.forEach(source -> shown.put(source.toUri(), source.shown()));
    this.task = task;
    this.files = files;
    this.diagnostics = diagnostics;
  }

  /**
   * Parses and checks all sources.
   *
   * @return the top-level types of the sources, by name; none if there is an error
   */
  public List<TypeElement> analyse() {
    Set<TypeElement> found = new LinkedHashSet<>();
    guarded(
        () -> {
          task.parse().forEach(this::note);
          for (Element element : task.analyze()) {
            if (element instanceof TypeElement type && !type.getNestingKind().isNested()) {
              found.add(type);
            }
          }
        });
    if (diagnostics.failed()) {
      return List.of();
    }
    List<TypeElement> types = new ArrayList<>(found);
    types.sort(
        (a, b) -> a.getQualifiedName().toString().compareTo(b.getQualifiedName().toString()));
    return types;
  }

  private void note(CompilationUnitTree unit) {
    JavaFileObject source = unit.getSourceFile();
    unit.getImports().stream()
        .mapToLong(one -> trees().getSourcePositions().getEndPosition(unit, one))
        .max()
        .ifPresent(end -> diagnostics.importsEnd(source, end));
    Path file = shown.get(source.toUri());
    if (file != null) {
      names.put(file, MentionedNames.of(unit));
    }
  }

  /**
   * Returns the simple names that a source mentions.
   *
   * @param file the name of the source as it is shown
   * @return the names, none if the source was not read
   */
  public Set<String> namesIn(Path file) {
    return names.getOrDefault(file, Set.of());
  }

  /**
   * Returns what was made of each source, after {@link #emit}.
   *
   * @return the paths of the classes by source; without those of which the source is not known
   */
  public Map<Path, List<String>> classesBySource() {
    Map<Path, List<String>> classes = new HashMap<>();
    files
        .origins()
        .forEach(
            (path, source) -> {
              Path file = shown.get(source);
              if (file != null) {
                classes.computeIfAbsent(file, key -> new ArrayList<>()).add(path);
              }
            });
    return classes;
  }

  /**
   * Writes the classes.
   *
   * @return all that this run gave
   */
  public JavaBuild.Output emit() {
    if (!diagnostics.failed()) {
      guarded(task::generate);
    }
    return output();
  }

  /**
   * Returns what this run has given so far.
   *
   * @return classes, if there was no error, and problems
   */
  public JavaBuild.Output output() {
    Map<String, byte[]> kept = new TreeMap<>();
    if (!diagnostics.failed()) {
      files.written().forEach((path, content) -> keep(path, content, kept));
    }
    return new JavaBuild.Output(kept, diagnostics.problems());
  }

  private static void keep(String path, byte[] content, Map<String, byte[]> kept) {
    if (!path.endsWith(".java")) {
      kept.put(path, content);
    }
  }

  /** Annotation processors are foreign code, and run inside the compiler. */
  private void guarded(Step step) {
    try {
      step.run();
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      diagnostics.add(
          Problem.error("the compiler or an annotation processor failed: " + cause.toString()));
    }
  }

  /** A part of a run. */
  private interface Step {
    void run() throws IOException;
  }

  /**
   * Reports a problem whose place is in none of the sources.
   *
   * @param kind how bad it is
   * @param message what is wrong
   */
  public void report(Diagnostic.Kind kind, String message) {
    boolean error = kind == Diagnostic.Kind.ERROR;
    Problem.Severity severity = error ? Problem.Severity.ERROR : Problem.Severity.WARNING;
    report(new Problem(Optional.empty(), 0, 0, severity, message, ""));
  }

  /**
   * Adds a problem.
   *
   * @param problem what is wrong
   */
  public void report(Problem problem) {
    diagnostics.add(problem);
  }

  /**
   * Returns the trees behind the elements; what is reported there is a problem of this run.
   *
   * @return the trees
   */
  public Trees trees() {
    return Trees.instance(task);
  }

  /**
   * Returns where a type was read.
   *
   * @param type a type of the sources
   * @return the name of its file as it is shown; empty if an annotation processor has written it
   */
  public Optional<Path> fileOf(TypeElement type) {
    // The compiler hands out its own wrappers of the sources.
    JavaFileObject file = trees().getPath(type).getCompilationUnit().getSourceFile();
    return Optional.ofNullable(shown.get(file.toUri()));
  }

  /**
   * Returns the elements.
   *
   * @return the utility
   */
  public Elements elements() {
    return task.getElements();
  }

  /**
   * Returns the types.
   *
   * @return the utility
   */
  public Types types() {
    return task.getTypes();
  }

  /**
   * Says whether there is an error.
   *
   * @return true if nothing will be emitted
   */
  public boolean failed() {
    return diagnostics.failed();
  }
}
