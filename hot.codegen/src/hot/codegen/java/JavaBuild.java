// SPDX-License-Identifier: Apache-2.0
package hot.codegen.java;

import hot.codegen.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to compile.
 *
 * @param sources the sources
 * @param classPath the jars to compile against
 * @param processors the annotation processors
 * @param known classes to compile against, by path
 * @param release the Java release to compile for
 */
public record JavaBuild(
    List<TextSource> sources,
    List<Path> classPath,
    Processors processors,
    Map<String, byte[]> known,
    int release) {

  /** Copies the collections. */
  public JavaBuild {
    sources = List.copyOf(sources);
    classPath = List.copyOf(classPath);
    known = Map.copyOf(known);
  }

  /**
   * What came out.
   *
   * @param files classes and resources by path; empty if there is an error
   * @param problems errors and warnings
   */
  public record Output(Map<String, byte[]> files, List<Problem> problems) {

    /** Copies the collections. */
    public Output {
      files = Map.copyOf(files);
      problems = List.copyOf(problems);
    }
  }
}
