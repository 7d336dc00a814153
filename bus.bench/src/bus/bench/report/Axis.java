// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Maps values to a stretch of a chart, with round ticks. */
final class Axis {

  private static final int TICKS = 6;

  private final double low;
  private final double high;
  private final double step;
  private final double start;
  private final double end;

  /** Makes an axis that has zero and all the values on it, from one place to another. */
  Axis(double[] values, double start, double end) {
    double least = Math.min(0, Arrays.stream(values).min().orElse(0));
    double most = Math.max(0, Arrays.stream(values).max().orElse(0));
    this.step = round((most > least ? most - least : 1) / TICKS);
    this.low = Math.floor(least / step) * step;
    this.high = Math.max(Math.ceil(most / step) * step, low + step);
    this.start = start;
    this.end = end;
  }

  double at(double value) {
    return start + (value - low) / (high - low) * (end - start);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (long i = 0; i <= Math.round((high - low) / step); i++) {
      ticks.add(low + i * step);
    }
    return ticks;
  }

  /** Returns the next of 1, 2, 5, 10, 20, ... that is not smaller. */
  private static double round(double rough) {
    double ten = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * ten >= rough * 0.999) {
        return factor * ten;
      }
    }
    return 10 * ten;
  }
}
