// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.Controllers;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.Plugins;
import bus.api.snapshot.DirectiveSnapshot;
import bus.http.wire.Metric;
import bus.http.wire.Metric.Sample;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The numbers of a daemon. They are asked for when somebody wants them; nothing is kept here. */
final class Metrics {
  private static final String GAUGE = "gauge";
  private static final String COUNTER = "counter";
  private static final double MILLIS_A_SECOND = 1e3;

  /** More than any deployment takes; such a bucket is the one of all. */
  private static final Duration ENDLESS = Duration.ofDays(1);

  private final String version;
  private final HttpApi.Parts parts;
  private final Traffic traffic;

  Metrics(String version, HttpApi.Parts parts, Traffic traffic) {
    this.version = version;
    this.parts = parts;
    this.traffic = traffic;
  }

  List<Metric> all() {
    List<Metric> all = new ArrayList<>();
    all.add(Metric.by("hotbus_info", GAUGE, "the version", "version", Map.of(version, 1)));
    addBus(all);
    parts.plugins().get().ifPresent(plugins -> addPlugins(all, plugins));
    addTraffic(all);
    addJvm(all);
    return all;
  }

  private void addBus(List<Metric> all) {
    Controllers controllers = parts.controllers();
    List<DirectiveSnapshot> live = parts.bus().directives();
    all.add(
        Metric.by(
            "hotbus_controllers",
            GAUGE,
            "controllers on the bus, by phase",
            "phase",
            count(controllers.controllers(), each -> phase(each))));
    all.add(
        Metric.by(
            "hotbus_config_keys",
            GAUGE,
            "keys of configurations that are applied, by phase",
            "phase",
            count(
                controllers.applied().stream()
                    .map(AppliedConfigSet::keys)
                    .flatMap(List::stream)
                    .toList(),
                key -> key.status().phase().name())));
    all.add(
        gauge("hotbus_factories", "factories that are offered", controllers.factories().size()));
    all.add(gauge("hotbus_directives", "live directives", live.size()));
    all.add(
        gauge(
            "hotbus_directives_unanswered",
            "live directives that nobody answers",
            (double) live.stream().filter(DirectiveSnapshot::unanswered).count()));
  }

  private static String phase(ControllerSnapshot controller) {
    return controller.status().phase().name();
  }

  private static <T> Map<String, Long> count(Collection<T> all, Function<T, String> by) {
    return all.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
  }

  private static void addPlugins(List<Metric> all, Plugins plugins) {
    all.add(gauge("hotbus_plugins", "loaded plugins", plugins.plugins().size()));
    all.add(
        gauge("hotbus_quarantined", "contents that are not taken", plugins.quarantine().size()));
    all.add(
        gauge(
            "hotbus_leaks",
            "unloaded generations known to be still there",
            plugins.leaks().size()));
    DeploymentCounts counts = plugins.counts();
    all.add(
        Metric.of(
            "hotbus_deployments_total",
            COUNTER,
            "deployments that changed or refused something",
            (double) counts.deployments()));
    all.add(
        Metric.by(
            "hotbus_plugin_changes_total",
            COUNTER,
            "what became of plugins, by kind",
            "kind",
            Map.of(
                "added", counts.added(),
                "replaced", counts.replaced(),
                "rewired", counts.rewired(),
                "removed", counts.removed(),
                "refused", counts.refused(),
                "returned", counts.returned())));
    all.add(durations(counts));
  }

  private static Metric durations(DeploymentCounts counts) {
    List<Sample> samples = new ArrayList<>();
    for (DeploymentCounts.Bucket bucket : counts.durations()) {
      if (bucket.atMost().compareTo(ENDLESS) < 0) {
        samples.add(bucket(Double.toString(seconds(bucket.atMost())), (double) bucket.count()));
      }
    }
    samples.add(bucket("+Inf", (double) counts.deployments()));
    samples.add(new Sample("_sum", Map.of(), seconds(counts.time())));
    samples.add(new Sample("_count", Map.of(), (double) counts.deployments()));
    return new Metric(
        "hotbus_deployment_seconds", "histogram", "how long deployments took", samples);
  }

  private static Sample bucket(String bound, double count) {
    return new Sample("_bucket", Map.of("le", bound), count);
  }

  private static double seconds(Duration time) {
    return time.toMillis() / MILLIS_A_SECOND;
  }

  private void addTraffic(List<Metric> all) {
    Map<String, Long> answered = new TreeMap<>();
    traffic.answered().forEach((status, count) -> answered.put(Integer.toString(status), count));
    all.add(
        Metric.by(
            "hotbus_api_requests_total",
            COUNTER,
            "requests to the API that have ended, by status",
            "status",
            answered));
    all.add(gauge("hotbus_api_requests_active", "requests that have not ended", traffic.active()));
    all.add(gauge("hotbus_api_streams", "streams that are open", traffic.streams()));
  }

  private static void addJvm(List<Metric> all) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    all.add(
        Metric.by(
            "jvm_memory_used_bytes",
            GAUGE,
            "memory that is used, by area",
            "area",
            Map.of(
                "heap", memory.getHeapMemoryUsage().getUsed(),
                "nonheap", memory.getNonHeapMemoryUsage().getUsed())));
    all.add(
        gauge(
            "jvm_threads_current",
            "threads",
            ManagementFactory.getThreadMXBean().getThreadCount()));
    all.add(
        gauge(
            "jvm_classes_currently_loaded",
            "classes",
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount()));
    all.add(
        gauge(
            "process_uptime_seconds",
            "how long the process runs",
            ManagementFactory.getRuntimeMXBean().getUptime() / MILLIS_A_SECOND));
  }

  private static Metric gauge(String name, String help, double value) {
    return Metric.of(name, GAUGE, help, value);
  }
}
