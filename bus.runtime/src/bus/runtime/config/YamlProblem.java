// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import bus.api.config.ConfigException;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Something wrong at a mark of a YAML text; never leaves this package. */
final class YamlProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String position;
  private final String path;
  private final String problem;

  YamlProblem(Optional<Mark> mark, String problem) {
    this(mark, "", problem);
  }

  /** Creates a problem with what stands at a path of the document. */
  YamlProblem(Optional<Mark> mark, String path, String problem) {
    super(problem, null, false, false);
    this.position = mark.map(m -> (m.getLine() + 1) + ":" + (m.getColumn() + 1) + ": ").orElse("");
    this.path = path;
    this.problem = problem;
  }

  /** Says the same with the name of the source. */
  ConfigException in(String source) {
    String name = source.isEmpty() ? "" : source + ":";
    String place = !position.isEmpty() ? name + position : name.isEmpty() ? "" : name + " ";
    return new ConfigException(path, place + (path.isEmpty() ? "" : path + ": ") + problem);
  }
}
