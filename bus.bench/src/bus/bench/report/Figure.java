// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.Arrays;

/** What was measured: how samples are spread, or a score and its error. */
public sealed interface Figure {

  /** Returns the one number to compare with others. */
  double value();

  /**
   * Sums up samples.
   *
   * @param samples at least one, in any order; left as it is
   */
  static Spread spread(double... samples) {
    if (samples.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    double[] sorted = samples.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    int ninth = (int) Math.ceil(sorted.length * 0.9) - 1;
    return new Spread(median, sorted[ninth], sorted[sorted.length - 1]);
  }

  /**
   * The spread of samples.
   *
   * @param median half of the samples are not above it
   * @param p90 nine tenths of the samples are not above it (nearest rank)
   * @param max the largest sample
   */
  record Spread(double median, double p90, double max) implements Figure {

    @Override
    public double value() {
      return median;
    }
  }

  /**
   * A mean and how sure it is.
   *
   * @param score the mean
   * @param error half of its 99.9 % confidence interval; not a number if it is not known
   */
  record Score(double score, double error) implements Figure {

    @Override
    public double value() {
      return score;
    }
  }
}
