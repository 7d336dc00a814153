// SPDX-License-Identifier: Apache-2.0
package hot.codegen.incremental;

import hot.codegen.analysis.NamedFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;

/**
 * What classes depend on beside the sources. If it changes, everything is compiled again.
 *
 * @param release the Java release
 * @param named the factories to register; empty if all that are found
 * @param classPath the jars, as they were
 */
public record Context(int release, List<String> named, List<Stamp> classPath) {

  /** Copies the lists. */
  public Context {
    named = List.copyOf(named);
    classPath = List.copyOf(classPath);
  }

  /**
   * A file as it was.
   *
   * @param file the file
   * @param modified when it was changed
   * @param size its size
   * @param key its identity, as text
   */
  public record Stamp(Path file, FileTime modified, long size, String key) {

    /**
     * Looks at a file.
     *
     * @param file the file
     * @return as it is now
     * @throws IOException if it is not there
     */
    public static Stamp of(Path file) throws IOException {
      return of(file, Files.readAttributes(file, BasicFileAttributes.class));
    }

    static Stamp of(Path file, BasicFileAttributes attributes) {
      return new Stamp(
          file,
          attributes.lastModifiedTime(),
          attributes.size(),
          String.valueOf(attributes.fileKey()));
    }
  }

  /**
   * Looks at a class path.
   *
   * @param release the Java release
   * @param named the factories to register
   * @param jars the class path
   * @return all of it as it is now
   * @throws IOException if a jar is not there
   */
  public static Context of(int release, List<NamedFactory> named, List<Path> jars)
      throws IOException {
    List<Stamp> stamps = new ArrayList<>();
    for (Path jar : jars) {
      stamps.add(Stamp.of(jar));
    }
    return new Context(release, named.stream().map(NamedFactory::type).sorted().toList(), stamps);
  }
}
