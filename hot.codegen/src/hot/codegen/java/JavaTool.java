// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import com.sun.source.util.JavacTask;
import hot.codegen.problem.Problem;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The compiler of the JDK, kept warm: the jars of the class path stay open from one run to the
 * next, unless one has changed. Not thread-safe.
 */
public final class JavaTool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(JavaTool.class);

  private static final int OWN_RELEASE = Runtime.version().feature();
  private static final String LINT =
      "-Xlint:cast,deprecation,divzero,fallthrough,finally,overrides,rawtypes,removal,static,"
          + "unchecked,varargs";

  private final Map<Path, Stamp> opened = new HashMap<>();
  private @Nullable StandardJavaFileManager files;

  private record Stamp(FileTime modified, long size) {}

  /**
   * Says whether there is a compiler.
   *
   * @param release the Java release to compile for
   * @return what is wrong, empty if there is one
   */
  public static Optional<Problem> unavailable(int release) {
    String home = System.getProperty("java.home", "?");
    if (ToolProvider.getSystemJavaCompiler() == null) {
      return Optional.of(
          Problem.error("this Java has no compiler (" + home + "); run with a JDK 17 or newer"));
    }
    if (release > OWN_RELEASE) {
      return Optional.of(
          Problem.error(
              "this Java ("
                  + home
                  + ") can not compile for Java "
                  + release
                  + "; run with a newer JDK"));
    }
    return Optional.empty();
  }

  /**
   * Begins a run.
   *
   * @param build what to compile
   * @return the run
   * @throws IOException if the class path can not be read
   */
  public JavaRun begin(JavaBuild build) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StandardJavaFileManager standard = fileManager(compiler, build);
    Diagnostics diagnostics = new Diagnostics();
    MemoryFiles memory = new MemoryFiles(standard, build.known());
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                Writer.nullWriter(), memory, diagnostics, options(build), null, build.sources());
    return new JavaRun(task, memory, diagnostics, build.sources());
  }

  private StandardJavaFileManager fileManager(JavaCompiler compiler, JavaBuild build)
      throws IOException {
    Map<Path, Stamp> stamps = new HashMap<>();
    for (Path jar : build.classPath()) {
      stamps.put(jar, new Stamp(Files.getLastModifiedTime(jar), Files.size(jar)));
    }
    boolean changed =
        stamps.entrySet().stream()
            .anyMatch(
                jar -> !jar.getValue().equals(opened.getOrDefault(jar.getKey(), jar.getValue())));
    if (changed) {
      close();
    }
    opened.putAll(stamps);
    StandardJavaFileManager open = files;
    if (open == null) {
      open = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
      files = open;
    }
    open.setLocationFromPaths(StandardLocation.CLASS_PATH, build.classPath());
    open.setLocationFromPaths(
        StandardLocation.ANNOTATION_PROCESSOR_PATH, build.processors().path());
    return open;
  }

  private static List<String> options(JavaBuild build) {
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--release", Integer.toString(build.release())));
    options.addAll(List.of("-parameters", "-g", LINT, "-implicit:none"));
    // A limit would hide other warnings in a compilation of all sources than in one of some.
    options.addAll(List.of("-Xmaxwarns", "100000"));
    if (build.processors().isEmpty()) {
      options.add("-proc:none");
    } else {
      options.addAll(build.processors().options());
    }
    return options;
  }

  /** Closes the jars, even those that were deleted meanwhile. It can be used again. */
  @Override
  public void close() throws IOException {
    StandardJavaFileManager open = files;
    files = null;
    opened.clear();
    if (open != null) {
      try {
        open.close();
      } catch (NoSuchFileException deleted) {
        LOG.debug("jar was deleted while open, left to the collector file={}", deleted.getFile());
      }
    }
  }
}
