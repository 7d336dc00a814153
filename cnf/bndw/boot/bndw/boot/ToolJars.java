// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The jars of the tools that only some commands need; fetched when first asked for. */
@FunctionalInterface
public interface ToolJars {

  /** Returns all jars; blocks while Maven fetches them. */
  List<Path> get() throws IOException, InterruptedException;
}
