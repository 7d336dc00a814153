// SPDX-License-Identifier: Apache-2.0
package bndw;

import java.util.ArrayList;
import java.util.List;

/**
 * A command line, taken apart.
 *
 * @param command what to do
 * @param names projects, or a suite of benchmarks and a name in it
 * @param tests which test classes to run, as a regular expression; empty for all
 * @param docs whether results of benchmarks go into the docs
 * @param slow how many minutes a project's tests may take with those that take long; 0 leaves these
 *     out
 */
record Arguments(String command, List<String> names, String tests, boolean docs, long slow) {

  static final String DOCS = "--docs";

  private static final String TESTS = "--tests=";
  private static final String SLOW = "--slow";
  private static final long SLOW_MINUTES = 60;

  static Arguments parse(List<String> words) {
    List<String> names = new ArrayList<>();
    boolean docs = false;
    String tests = "";
    long slow = 0;
    for (String word : words) {
      if (word.startsWith(TESTS)) {
        tests = word.substring(TESTS.length());
      } else if (word.equals(DOCS)) {
        docs = true;
      } else if (word.equals(SLOW)) {
        slow = SLOW_MINUTES;
      } else if (word.startsWith(SLOW + "=")) {
        slow = minutes(word.substring(SLOW.length() + 1));
      } else if (List.of("-h", "--help").contains(word)) {
        return new Arguments("help", List.of(), "", false, 0);
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
    if (docs && !command.equals("bench")) {
      throw Stop.usage(DOCS + " goes with bench only");
    }
    if (slow > 0 && !command.equals("test")) {
      throw Stop.usage(SLOW + " goes with test only");
    }
    return new Arguments(command, List.copyOf(names), tests, docs, slow);
  }

  private static long minutes(String text) {
    try {
      long minutes = Long.parseLong(text);
      if (minutes > 0) {
        return minutes;
      }
    } catch (NumberFormatException notOne) {
      // Said below.
    }
    throw Stop.usage(SLOW + "= wants minutes, such as " + SLOW + "=600; found '" + text + "'");
  }
}
