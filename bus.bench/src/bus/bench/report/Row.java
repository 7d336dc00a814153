// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

/**
 * One line of a report.
 *
 * @param what what was measured
 * @param n how many samples or iterations stand behind the figure
 * @param figure the numbers
 * @param unit their unit
 * @param bar what was to be reached, empty if nothing was
 * @param verdict whether it was reached
 * @param beside what it compares with in the same run, empty if with nothing
 */
public record Row(
    String what, long n, Figure figure, String unit, String bar, Verdict verdict, String beside) {

  /** Whether a bar was reached. */
  public enum Verdict {
    /** There is no bar. */
    NONE,
    /** It was reached. */
    MET,
    /** It was not. */
    MISSED
  }

  /** Makes a row without a bar. */
  public static Row of(String what, long n, Figure figure, String unit) {
    return new Row(what, n, figure, unit, "", Verdict.NONE, "");
  }

  /** Returns this row with a bar. */
  public Row bar(String text, boolean met) {
    return new Row(what, n, figure, unit, text, met ? Verdict.MET : Verdict.MISSED, beside);
  }

  /** Returns this row with a bar that the value must not exceed. */
  public Row atMost(double limit) {
    return bar("<= " + Numbers.show(limit) + " " + unit, figure.value() <= limit);
  }

  /** Returns this row with a bar that the value must reach. */
  public Row atLeast(double limit) {
    return bar(">= " + Numbers.show(limit) + " " + unit, figure.value() >= limit);
  }

  /** Returns this row with what it compares with. */
  public Row beside(String text) {
    return new Row(what, n, figure, unit, bar, verdict, text);
  }
}
