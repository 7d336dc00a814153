// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a suite is asked to do.
 *
 * @param only which benchmarks to run: those in whose name it is found; finds itself in all if
 *     empty
 * @param work an existing folder for what is made on the way
 * @param charts an existing folder for charts
 */
public record Request(Pattern only, Path work, Path charts) {

  /** Says whether a benchmark of that name is asked for. */
  public boolean asksFor(String name) {
    return only.matcher(name).find();
  }
}
