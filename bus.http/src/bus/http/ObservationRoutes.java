// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.one;

import bus.api.observe.Health;
import bus.api.observe.HealthReport;
import bus.http.wire.Metric;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/** How the process as a whole is doing. */
final class ObservationRoutes {
  private final Supplier<Optional<Health>> health;
  private final Metrics metrics;

  ObservationRoutes(Supplier<Optional<Health>> health, Metrics metrics) {
    this.health = health;
    this.metrics = metrics;
  }

  List<Route> all() {
    return List.of(
        Route.getLater(
            "/health",
            "asks all health checks, and tells what they found",
            one(HealthReport.class),
            call -> health().check()),
        Route.get(
                "/metrics",
                "tells numbers in the text format of Prometheus, or as JSON",
                new Route.Shape.Text(PrometheusText.MEDIA_TYPE, Metric.class),
                this::metrics)
            .with("json", "boolean", "as JSON: a list of metrics"));
  }

  private Object metrics(Call call) {
    List<Metric> all = metrics.all();
    return call.flag("json")
        ? all
        : new Answers.Text(PrometheusText.MEDIA_TYPE, PrometheusText.of(all));
  }

  private Health health() {
    return health
        .get()
        .orElseThrow(
            () ->
                new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "this daemon runs without health checks: the bundle bus.health is missing"));
  }
}
