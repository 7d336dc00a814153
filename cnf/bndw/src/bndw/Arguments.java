// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line, taken apart.
 *
 * @param command what to do
 * @param names projects, or the name of a benchmark
 * @param tests which test classes to run, as a regular expression; empty for all
 */
record Arguments(String command, List<String> names, String tests) {

  private static final String TESTS = "--tests=";

  static Arguments parse(List<String> words) {
    List<String> names = new ArrayList<>();
    String tests = "";
    for (String word : words) {
      if (word.startsWith(TESTS)) {
        tests = word.substring(TESTS.length());
      } else if (List.of("-h", "--help").contains(word)) {
        return new Arguments("help", List.of(), "");
      } else if (word.startsWith("-")) {
        throw Stop.usage("unknown option " + word);
      } else {
        names.add(word);
      }
    }
    String command = names.isEmpty() ? "help" : names.remove(0);
    if (!tests.isEmpty() && !command.equals("test")) {
      throw Stop.usage(TESTS + " goes with test only");
    }
    return new Arguments(command, List.copyOf(names), tests);
  }
}
