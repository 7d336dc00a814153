// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

/**
 * Text that comes from a file, as one line of bounded length for logs and terminals: a header of a
 * bad bundle may hold megabytes, or what a terminal obeys.
 */
final class OneLine {

  private static final int MAX = 2_000;

  private OneLine() {}

  static String of(String text) {
    String start = text.length() > MAX ? text.substring(0, MAX) + "..." : text;
    return start.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }
}
