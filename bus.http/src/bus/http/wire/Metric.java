// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Numbers of one kind.
 *
 * @param name its name, as Prometheus has names
 * @param type {@code counter}, which only rises, {@code gauge} or {@code histogram}
 * @param help what it counts, in a clause
 * @param samples the numbers
 */
public record Metric(String name, String type, String help, List<Sample> samples) {
  /** Copies the list. */
  public Metric {
    samples = List.copyOf(samples);
  }

  /**
   * A number.
   *
   * @param suffix what stands behind the name: empty, or {@code _bucket}, {@code _count} and {@code
   *     _sum} of a histogram
   * @param labels what it is the number of; empty if there is one only
   * @param value the number
   */
  public record Sample(String suffix, Map<String, String> labels, double value) {
    /** Copies the map. */
    public Sample {
      labels = Map.copyOf(labels);
    }
  }

  /** Makes a metric with one number. */
  public static Metric of(String name, String type, String help, double value) {
    return new Metric(name, type, help, List.of(new Sample("", Map.of(), value)));
  }

  /** Makes a metric with a number for each value of a label. */
  public static Metric by(
      String name, String type, String help, String label, Map<String, ? extends Number> values) {
    List<Sample> samples = new ArrayList<>();
    new TreeMap<>(values)
        .forEach(
            (key, value) -> samples.add(new Sample("", Map.of(label, key), value.doubleValue())));
    return new Metric(name, type, help, samples);
  }
}
