// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.Metric;
import bus.http.wire.Metric.Sample;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Metrics in the text format of Prometheus, version 0.0.4. */
final class PrometheusText {
  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private PrometheusText() {}

  static String of(List<Metric> metrics) {
    StringBuilder text = new StringBuilder();
    for (Metric metric : metrics) {
      String name = metric.name();
      text.append("# HELP ").append(name).append(' ').append(metric.help()).append('\n');
      text.append("# TYPE ").append(name).append(' ').append(metric.type()).append('\n');
      for (Sample sample : metric.samples()) {
        text.append(name).append(sample.suffix()).append(labels(sample.labels()));
        text.append(' ').append(number(sample.value())).append('\n');
      }
    }
    return text.toString();
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : new TreeMap<>(labels)
            .entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + "\"")
                .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
