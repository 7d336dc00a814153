// SPDX-License-Identifier: Apache-2.0
package bus.runtime.config;

import java.util.regex.Pattern;

/** Writes paths into a configuration, such as {@code greeter.config.servers[2].port}. */
final class Place {

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_$-]+");

  private Place() {}

  static String field(String path, String name) {
    if (!PLAIN.matcher(name).matches()) {
      return path + "[" + Found.quoted(name) + "]";
    }
    return path.isEmpty() ? name : path + "." + name;
  }

  static String item(String path, int index) {
    return path + "[" + index + "]";
  }

  /** Stands for each item of a list or map. */
  static String element(String path) {
    return path + "[]";
  }

  /** Says whether a path is another one or leads on from it. */
  static boolean isAtOrBelow(String path, String top) {
    return path.startsWith(top)
        && (path.length() == top.length()
            || top.isEmpty()
            || path.charAt(top.length()) == '.'
            || path.charAt(top.length()) == '[');
  }

  /** Starts a message. */
  static String prefix(String path) {
    return (path.isEmpty() ? "configuration" : path) + ": ";
  }
}
