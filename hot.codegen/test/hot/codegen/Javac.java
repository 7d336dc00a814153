// SPDX-License-Identifier: Apache-2.0
package hot.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import hot.codegen.java.JavaBuild;
import hot.codegen.java.JavaRun;
import hot.codegen.java.JavaTool;
import hot.codegen.java.Processors;
import hot.codegen.java.TextSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Compiles sources of libraries. */
final class Javac {

  private Javac() {}

  static Map<String, byte[]> compile(Map<String, String> sources) {
    if (sources.isEmpty()) {
      return Map.of();
    }
    List<TextSource> texts =
        sources.entrySet().stream()
            .map(source -> TextSource.generated(source.getKey(), source.getValue()))
            .toList();
    try (JavaTool java = new JavaTool()) {
      JavaRun run = java.begin(new JavaBuild(texts, List.of(), Processors.none(), Map.of(), 17));
      run.analyse();
      JavaBuild.Output output = run.emit();
      assertThat(output.problems()).isEmpty();
      return output.files();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
