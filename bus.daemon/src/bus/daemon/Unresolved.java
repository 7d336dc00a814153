// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the framework says about a bundle that does not resolve, in words. The framework nests one
 * missing requirement in the next; the innermost is the one to tell.
 *
 * @param bundle the symbolic name of the bundle that needs something
 * @param need what it needs
 */
record Unresolved(String bundle, String need) {
  private static final Pattern MISSING =
      Pattern.compile(
          "missing requirement \\[(\\S+) \\[[^\\]]*\\]\\([^)]*\\)\\] ([\\w.]+); (\\(.*?\\))"
              + "(?= \\[caused by|\\]* Unresolved requirements|\\]*$)");
  private static final Pattern NAMED = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
  private static final Pattern FROM = Pattern.compile("\\(version>=([^)]+)\\)");
  private static final Pattern BELOW = Pattern.compile("\\(!\\(version>=([^)]+)\\)\\)");

  /** Reads a message of the framework; tells all of it if it has another form. */
  static Unresolved of(String bundle, String message) {
    Matcher missing = MISSING.matcher(message);
    Unresolved innermost = new Unresolved(bundle, message);
    while (missing.find()) {
      innermost = new Unresolved(missing.group(1), need(missing.group(2), missing.group(3)));
    }
    return innermost;
  }

  private static String need(String namespace, String filter) {
    Matcher name = NAMED.matcher(filter);
    if (!name.find()) {
      return namespace + " " + filter;
    }
    String text = "package " + name.group(1);
    Matcher below = BELOW.matcher(filter);
    Matcher from = FROM.matcher(below.replaceAll(""));
    if (!from.find()) {
      return text;
    }
    below.reset();
    return below.find()
        ? "%s in version [%s,%s)".formatted(text, from.group(1), below.group(1))
        : "%s in version %s or later".formatted(text, from.group(1));
  }
}
