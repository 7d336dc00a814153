// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.observe.HealthReport;
import bus.api.observe.HealthStatus;
import bus.api.observe.LogLevels.LogLevel;
import bus.http.wire.Json;
import bus.http.wire.Metric;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class ObservationTest {
  /** What a line of the text format may be. */
  private static final Pattern LINE =
      Pattern.compile(
          "# HELP \\w+ .+|# TYPE \\w+ (counter|gauge|histogram)"
              + "|\\w+(\\{\\w+=\"[^\"]*\"(,\\w+=\"[^\"]*\")*\\})? -?[0-9.E+-]+");

  @TempDir Path folder;
  private ApiFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ApiFixture(folder, new StubPlugins());
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void tellsWhatTheHealthChecksFound() throws Exception {
    HealthReport report = fixture.one("/health", HealthReport.class);
    assertThat(report.status()).isEqualTo(HealthStatus.WARN);
    assertThat(report.checks().get(0).findings()).containsExactly("hot");
  }

  @Test
  void changesTheLevelsOfTheLog() throws Exception {
    assertThat(fixture.list("/log", LogLevel.class)).containsExactly(new LogLevel("ROOT", "info"));
    HttpResponse<byte[]> changed =
        fixture.send(
            fixture.request("/log?logger=a.b&level=debug").POST(BodyPublishers.noBody()).build());
    assertThat(Json.read(ApiFixture.good(changed), LogLevel.class))
        .isEqualTo(new LogLevel("a.b", "debug"));
    HttpResponse<byte[]> wrong =
        fixture.send(
            fixture.request("/log?logger=a&level=loud").POST(BodyPublishers.noBody()).build());
    assertThat(ApiFixture.problem(wrong).detail()).isEqualTo("no level loud");
  }

  private String text() throws Exception {
    HttpResponse<byte[]> response = fixture.get("/metrics");
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
    return new String(ApiFixture.good(response), StandardCharsets.UTF_8);
  }

  @Test
  void tellsNumbersAsPrometheusReadsThem() throws Exception {
    fixture.get("/nothing");
    String text = text();
    assertThat(text).endsWith("\n");
    assertThat(text.lines()).allMatch(line -> LINE.matcher(line).matches());
    assertThat(text)
        .contains("hotbus_info{version=\"1.2.3\"} 1\n")
        .contains("hotbus_plugins 1\n")
        .contains("hotbus_quarantined 1\n")
        .contains("hotbus_leaks 1\n")
        .contains("hotbus_deployments_total 1\n")
        .contains("hotbus_plugin_changes_total{kind=\"replaced\"} 1\n")
        .contains(
            "hotbus_deployment_seconds_bucket{le=\"0.002\"} 0\n"
                + "hotbus_deployment_seconds_bucket{le=\"0.01\"} 1\n"
                + "hotbus_deployment_seconds_bucket{le=\"+Inf\"} 1\n")
        .contains("hotbus_deployment_seconds_sum 0.005\n")
        .contains("hotbus_api_requests_total{status=\"404\"} 1\n")
        .contains("hotbus_api_requests_active 1\n")
        .contains("hotbus_api_streams 0\n")
        .contains("jvm_threads_current ");
  }

  @Test
  void tellsTheSameNumbersAsJson() throws Exception {
    List<Metric> metrics = fixture.list("/metrics?json", Metric.class);
    assertThat(metrics).extracting(Metric::name).doesNotHaveDuplicates();
    assertThat(metrics)
        .filteredOn(metric -> metric.name().equals("hotbus_info"))
        .singleElement()
        .satisfies(
            metric ->
                assertThat(metric.samples())
                    .containsExactly(new Metric.Sample("", Map.of("version", "1.2.3"), 1)));
    assertThat(PrometheusText.of(metrics).lines().filter(line -> line.startsWith("#")).toList())
        .isEqualTo(text().lines().filter(line -> line.startsWith("#")).toList());
  }

  @Test
  void writesWhatHasQuotesAndLineBreaks() {
    Metric odd = Metric.by("a", "gauge", "b", "c", Map.of("x\"y\\z\n", 1.5));
    assertThat(PrometheusText.of(List.of(odd)))
        .isEqualTo("# HELP a b\n# TYPE a gauge\na{c=\"x\\\"y\\\\z\\n\"} 1.5\n");
  }
}
