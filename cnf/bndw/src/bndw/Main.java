// SPDX-License-Identifier: Apache-2.0
package bndw;

import bndw.boot.ToolJars;
import java.nio.file.Path;
import java.util.List;

/** The command line of the build. */
public final class Main {

  private Main() {}

  /**
   * Runs one command.
   *
   * @param root the workspace's folder
   * @param jars what cnf/pom.xml lists, resolved
   * @param tools the same for cnf/tools/pom.xml, when asked for
   * @param command the command and its arguments
   * @return the exit code
   */
  public static int run(Path root, List<Path> jars, ToolJars tools, List<String> command)
      throws Exception {
    Say say = new Say(System.out);
    House house = new House(root, jars, tools);
    try {
      new Commands(house, say).run(Arguments.parse(command));
      return 0;
    } catch (Stop stop) {
      if (!stop.getMessage().isEmpty()) {
        System.err.println("bndw: " + stop.getMessage());
      }
      return stop.code();
    }
  }
}
