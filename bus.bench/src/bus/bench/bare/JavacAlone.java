// SPDX-License-Identifier: Apache-2.0
package bus.bench.bare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * What nobody can do without: the compiler of the JDK, warm, with the same options, jars kept open
 * and all other classes in a folder.
 */
public final class JavacAlone implements AutoCloseable {
  private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
  private final StandardJavaFileManager files;

  /** Compiles against jars; what it makes goes into a folder that is on the class path as well. */
  public JavacAlone(List<Path> classPath, Path classes) throws IOException {
    Files.createDirectories(classes);
    files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    List<Path> all = new ArrayList<>(List.of(classes));
    all.addAll(classPath);
    files.setLocationFromPaths(StandardLocation.CLASS_PATH, all);
    files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
  }

  /** Compiles sources, and returns how many ms that took. */
  public double compile(Collection<Path> sources) {
    long begin = System.nanoTime();
    boolean done =
        compiler
            .getTask(
                null,
                files,
                problem -> {},
                List.of("--release", "17", "-g", "-parameters", "-proc:none", "-implicit:none"),
                null,
                files.getJavaFileObjectsFromPaths(sources))
            .call();
    if (!done) {
      throw new IllegalStateException("does not compile: " + sources);
    }
    return (System.nanoTime() - begin) / 1e6;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
