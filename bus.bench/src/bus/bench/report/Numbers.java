// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.Locale;

/** Writes numbers for people: three digits that count, thousands apart. */
public final class Numbers {

  private Numbers() {}

  /** Returns a number as text; "-" if it is not a finite one. */
  public static String show(double number) {
    if (!Double.isFinite(number)) {
      return "-";
    }
    double size = Math.abs(number);
    if (size == Math.rint(size) || size >= 100) {
      return String.format(Locale.ROOT, "%,d", Math.round(number));
    }
    String pattern = size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, pattern, number);
  }
}
