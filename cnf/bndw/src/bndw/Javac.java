// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler, in this JVM. Every warning about a source of ours is an error. */
final class Javac {

  /**
   * All that JDK 17 knows, so that a newer JDK adds none, but what speaks of jars and processors,
   * and {@code try}, which dislikes a resource that is only held.
   */
  private static final String LINT =
      "-Xlint:cast,deprecation,dep-ann,divzero,empty,exports,fallthrough,finally,"
          + "missing-explicit-ctor,module,opens,overloads,overrides,preview,rawtypes,removal,"
          + "requires-automatic,requires-transitive-automatic,serial,static,strictfp,"
          + "synchronization,text-blocks,unchecked,varargs";

  private static final List<String> OPTIONS =
      List.of("--release", "17", "-encoding", "UTF-8", "-parameters", "-g", LINT, "-Xmaxerrs");

  private static final String MOST = "50";

  private final House house;
  private final List<String> more;

  Javac(House house) {
    this(house, List.of());
  }

  /** A compiler with more options. */
  Javac(House house, List<String> more) {
    this.house = house;
    this.more = List.copyOf(more);
  }

  /** What to compile: processors may be none. */
  record Request(List<Path> sources, List<Path> classPath, List<Path> processors, Path output) {}

  /** Returns what is wrong with these sources; keeps no class. */
  List<String> check(List<Path> sources, List<Path> classPath) throws IOException {
    Path classes = house.cache().resolve("javac.check");
    try {
      return compile(new Request(sources, classPath, List.of(), classes));
    } finally {
      Folders.delete(classes);
    }
  }

  /** Returns what is wrong, one line each; nothing if all was compiled. */
  List<String> compile(Request request) throws IOException {
    Files.createDirectories(request.output());
    List<String> options = new ArrayList<>(OPTIONS);
    options.add(MOST);
    options.addAll(more);
    options.addAll(List.of("-classpath", House.classPath(request.classPath())));
    Path generated = request.output().resolveSibling("generated-sources");
    if (request.processors().isEmpty()) {
      options.add("-proc:none");
    } else {
      Folders.delete(generated);
      Files.createDirectories(generated);
      options.addAll(List.of("-processorpath", House.classPath(request.processors())));
      options.addAll(List.of("-s", generated.toString()));
    }
    options.addAll(List.of("-d", request.output().toString()));
    return run(options, request.sources(), generated);
  }

  private List<String> run(List<String> options, List<Path> sources, Path generated)
      throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      List<String> problems =
          found.getDiagnostics().stream()
              .filter(diagnostic -> matters(diagnostic, generated))
              .map(this::line)
              .distinct()
              .toList();
      return done || !problems.isEmpty() ? problems : List.of("javac failed and did not say why");
    }
  }

  private static boolean matters(Diagnostic<? extends JavaFileObject> found, Path generated) {
    return switch (found.getKind()) {
      case ERROR -> true;
      case WARNING, MANDATORY_WARNING ->
          found.getSource() != null && !path(found.getSource()).startsWith(generated);
      default -> false;
    };
  }

  private String line(Diagnostic<? extends JavaFileObject> found) {
    String message = found.getMessage(Locale.ROOT).strip().replaceAll("\\s*\\R\\s*", "; ");
    String kind = found.getKind() == Diagnostic.Kind.ERROR ? "" : "warning: ";
    if (found.getSource() == null) {
      return kind + message;
    }
    String place = house.show(path(found.getSource())) + ":" + found.getLineNumber() + ": ";
    return place + kind + message;
  }

  private static Path path(JavaFileObject file) {
    return Path.of(file.toUri());
  }
}
