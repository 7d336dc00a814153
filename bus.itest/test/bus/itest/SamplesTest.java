// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.UnloadedPlugin;
import bus.api.plugin.UnloadedPlugin.Proof;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sample plugins, compiled from their sources and run by a real host. */
@Timeout(180)
final class SamplesTest {

  private static final String LIBRARY = "sample.climate";

  @TempDir Path folder;
  private SampleHost host;

  @BeforeEach
  void start() throws Exception {
    host = new SampleHost(folder);
  }

  @AfterEach
  void stop() throws Exception {
    host.close();
  }

  private Directive<?> climate(String type, Object... values) throws Exception {
    await()
        .atMost(SampleHost.LIMIT)
        .until(() -> host.plugins.plugins().stream().anyMatch(p -> p.id().equals(LIBRARY)));
    return host.directive(LIBRARY, "sample.climate." + type, values);
  }

  private LoadedPlugin loaded(String id, int generation) {
    return await()
        .atMost(SampleHost.LIMIT)
        .until(
            () ->
                host.plugins.plugins().stream()
                    .filter(p -> p.id().equals(id) && p.generation() >= generation)
                    .toList(),
            found -> !found.isEmpty())
        .get(0);
  }

  @Test
  void sensorEmitsChangingValuesWithoutAGap() throws Exception {
    host.apply("{s: {id: sample/sensor, config: {period: 20ms}}}");
    host.deploy("samples/climate", "samples/sensor");
    try (ValueLog log = new ValueLog(host.bus, climate("ReadTemperature", "kitchen"))) {
      await()
          .atMost(SampleHost.LIMIT)
          .untilAsserted(() -> assertThat(log.added()).startsWith("19.5", "21.0", "27.5", "19.5"));
      assertThat(log.momentsWithout()).isZero();
    }
  }

  @Test
  void comfortIsJudgedFromTwoOtherDirectivesAndFollowsThem() throws Exception {
    host.apply(
        """
        s: {id: sample/sensor, config: {period: 20ms}}
        c: {id: sample/comfort}
        """);
    host.deploy("samples/climate", "samples/comfort", "samples/sensor");
    try (ValueLog log = new ValueLog(host.bus, climate("AssessComfort", "kitchen"))) {
      await()
          .atMost(SampleHost.LIMIT)
          .untilAsserted(
              () -> assertThat(log.added()).containsSubsequence("COLD", "PLEASANT", "STICKY"));
    }
  }

  @Test
  void countsSurviveTheReplacementOfTheirPlugin() throws Exception {
    host.apply("{c: {id: sample/counter}}");
    host.deploy("samples/climate", "samples/counter");
    assertThat(count(1)).isEqualTo("1");
    assertThat(count(2)).isEqualTo("2");
    LoadedPlugin before = loaded("sample.counter", 1);

    host.edit(
        "samples/counter/src/sample/counter/VisitCounterFactory.java",
        "Counts the visits of rooms.",
        "Counts visits.");
    host.deploy("samples/counter");
    loaded("sample.counter", before.generation() + 1);

    assertThat(count(3)).isEqualTo("3");
  }

  private String count(long visit) throws Exception {
    try (ValueLog log = new ValueLog(host.bus, climate("CountVisits", "hall", visit))) {
      await().atMost(SampleHost.LIMIT).until(() -> !log.added().isEmpty());
      return log.added().get(0);
    }
  }

  @Test
  void jobTotalsGoOnWhenTheRunnerIsReplacedUnderLoad() throws Exception {
    host.apply(
        """
        r: {id: sample/runner, config: {workers: 1, timeout: 2s}}
        s:
          id: sample/submitter
          config: {period: 20ms, jobs: [{kind: upper, payload: a}, {kind: reverse, payload: bc}]}
        """);
    host.deploy("samples/jobs", "samples/runner", "samples/submitter");
    loaded("sample.jobs", 1);
    LoadedPlugin before = loaded("sample.runner", 1);
    Directive<?> queue = host.directive("sample.jobs", "sample.jobs.WatchQueue");
    try (ValueLog log = new ValueLog(host.bus, queue)) {
      await().atMost(SampleHost.LIMIT).until(() -> done(log) >= 5);

      host.edit(
          "samples/runner/src/sample/runner/JobRunner.java",
          "Runs jobs, a few at a time.",
          "Runs jobs, some at a time.");
      host.deploy("samples/runner");
      loaded("sample.runner", before.generation() + 1);
      long atReplacement = done(log);
      await().atMost(SampleHost.LIMIT).until(() -> done(log) >= atReplacement + 5);

      List<Long> totals = log.added().stream().map(SamplesTest::done).toList();
      assertThat(totals).isSorted();
      assertThat(log.momentsWithout()).isZero();
    }
  }

  private static long done(ValueLog log) {
    List<String> states = log.added();
    return states.isEmpty() ? -1 : done(states.get(states.size() - 1));
  }

  private static long done(String state) {
    return Long.parseLong(state.replaceAll(".*\\bdone=([0-9]+).*", "$1"));
  }

  @Test
  void replacesAPluginManyTimesWithoutAGapAndUnloadsEveryOldOne() throws Exception {
    try (Reference<?> keys = host.apply("{s: {id: sample/sensor, config: {period: 5ms}}}")) {
      host.deploy("samples/climate", "samples/sensor");
      loaded("sample.sensor", 1);
      try (ValueLog log = new ValueLog(host.bus, climate("ReadTemperature", "kitchen"))) {
        await().atMost(SampleHost.LIMIT).until(() -> !log.added().isEmpty());
        String text = "Pretends to measure the climate of rooms.";
        for (int i = 0; i < 10; i++) {
          int generation = loaded("sample.sensor", 1).generation();
          String next = "Pretends to measure, edition " + i + ".";
          host.edit("samples/sensor/src/sample/sensor/ClimateSensor.java", text, next);
          text = next;
          host.deploy("samples/sensor");
          loaded("sample.sensor", generation + 1);
        }
        assertThat(log.momentsWithout()).isZero();
        assertThat(keys.released()).isFalse();
      }
      await()
          .atMost(SampleHost.LIMIT)
          .untilAsserted(
              () -> {
                System.gc();
                List<UnloadedPlugin> unloaded = host.plugins.unloaded();
                assertThat(unloaded).hasSize(10);
                assertThat(unloaded)
                    .extracting(UnloadedPlugin::proof)
                    .containsOnly(Proof.COLLECTED);
              });
    }
  }
}
