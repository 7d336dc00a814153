// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import hot.codegen.problem.Problem;
import hot.codegen.problem.Problem.Severity;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.JavaFileObject;

/** Turns what the compiler reports into problems. */
final class Diagnostics implements DiagnosticListener<JavaFileObject> {

  private static final String DEPRECATED = "compiler.warn.has.been.deprecated";

  private final List<Problem> problems = new ArrayList<>();
  private final Map<URI, Long> importEnds = new HashMap<>();

  /** Takes note of where the imports of a source end. */
  void importsEnd(JavaFileObject source, long position) {
    importEnds.put(source.toUri(), position);
  }

  @Override
  public void report(Diagnostic<? extends JavaFileObject> diagnostic) {
    switch (diagnostic.getKind()) {
      case ERROR -> problems.add(problem(diagnostic, Severity.ERROR));
      case WARNING, MANDATORY_WARNING -> {
        // Warnings about jars and options are nothing that the author of a module could mend.
        if (diagnostic.getSource() instanceof TextSource source && !ofImport(diagnostic, source)) {
          problems.add(problem(diagnostic, Severity.WARNING));
        }
      }
      default -> {}
    }
  }

  /**
   * An import of something deprecated is no use of it (JEP 211). For static ones the compiler warns
   * all the same, but only if it has read the class before the import.
   */
  private boolean ofImport(Diagnostic<?> diagnostic, TextSource source) {
    String code = diagnostic.getCode();
    return code != null
        && code.startsWith(DEPRECATED)
        && diagnostic.getPosition() < importEnds.getOrDefault(source.toUri(), 0L);
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  boolean failed() {
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.ERROR);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private static Problem problem(
      Diagnostic<? extends JavaFileObject> diagnostic, Severity severity) {
    String message = diagnostic.getMessage(Locale.ROOT).strip().replaceAll("\\R", "\n");
    JavaFileObject source = diagnostic.getSource();
    if (source == null) {
      return new Problem(Optional.empty(), 0, 0, severity, message, "");
    }
    Path file = source instanceof TextSource text ? text.shown() : Path.of(source.getName());
    String text = text(source);
    long position = diagnostic.getPosition();
    if (position < 0 || position > text.length()) {
      return new Problem(Optional.of(file), 0, 0, severity, message, "");
    }
    int at = (int) position;
    int start = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
    String line = text.substring(start).lines().findFirst().orElse("");
    return new Problem(
        Optional.of(file),
        Math.max(diagnostic.getLineNumber(), 1),
        at - start + 1L,
        severity,
        message,
        line);
  }

  private static String text(JavaFileObject source) {
    try {
      return source.getCharContent(true).toString();
    } catch (IOException e) {
      // Then the line is not shown.
      return "";
    }
  }
}
