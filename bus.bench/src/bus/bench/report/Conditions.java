// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What results depend on. Names no machine.
 *
 * @param jdk the Java version and the name of its JVM
 * @param cores how many processors the JVM may use
 * @param date when it was measured
 * @param options how it was measured
 */
public record Conditions(String jdk, int cores, String date, String options) {

  /** Returns the conditions here and now. */
  public static Conditions present(String options) {
    return new Conditions(
        System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")",
        Runtime.getRuntime().availableProcessors(),
        LocalDate.now(ZoneOffset.UTC).toString(),
        options);
  }

  /** Returns one sentence for the docs. */
  String sentence() {
    String many = cores == 1 ? " core" : " cores";
    return "Measured " + date + " on JDK " + jdk + ", " + cores + many + "; " + options + ".";
  }
}
