// SPDX-License-Identifier: Apache-2.0
package hot.codegen.module;

import aQute.bnd.osgi.Processor;
import aQute.service.reporter.Reporter;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The macros of bnd that give something else each time, so that the same sources would never give
 * the same plugin. They stand for {@value #FIXED}, unless somebody has defined them.
 */
public final class VolatileMacros {

  private static final String FIXED = "0";
  private static final List<String> NAMES =
      List.of("tstamp", "now", "currenttime", "random", "rand");
  private static final Pattern USE =
      Pattern.compile("\\$[{(\\[<]\\s*(" + String.join("|", NAMES) + ")\\s*[;})\\]>]");

  private VolatileMacros() {}

  /** Defines them for a file and for all that it inherits from. */
  static void define(Processor of) {
    for (Processor one = of; one != null; one = one.getParent()) {
      for (String name : NAMES) {
        if (one.getUnexpandedProperty(name) == null) {
          one.setProperty(name, FIXED);
        }
      }
    }
  }

  /**
   * Defines them, and warns of those that are used.
   *
   * @param processor a bundle in the making
   */
  public static void settle(Processor processor) {
    define(processor);
    for (String name : new TreeSet<>(processor.getPropertyKeys(true))) {
      String value = processor.getUnexpandedProperty(name);
      Matcher use = USE.matcher(value == null ? "" : value);
      if (use.find() && FIXED.equals(processor.getUnexpandedProperty(use.group(1)))) {
        place(
            processor,
            name,
            processor.warning(
                "%s: ${%s} stands for %s, since it would make another plugin of the same sources"
                    + " each time; Hotbus-Plugin-Version can have {buildHash} in it",
                name, use.group(1), FIXED));
      }
    }
  }

  private static void place(Processor processor, String name, Reporter.SetLocation warning) {
    for (Processor one = processor; one != null; one = one.getParent()) {
      try {
        Processor.FileLine found = one.getHeader(name);
        if (found != null) {
          warning.file(found.file.getAbsolutePath()).line(found.line);
          return;
        }
      } catch (Exception e) {
        // bnd declares Exception everywhere; then it is a warning about the module as a whole.
        return;
      }
    }
  }
}
