// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.plugin.Deployment;
import bus.api.plugin.Plugins;
import bus.api.plugin.UnloadedPlugin.Proof;
import bus.daemon.HostOptions;
import bus.daemon.HotbusHost;
import bus.daemon.JarMaker;
import bus.daemon.RealDistribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deployments, their steps and the proof that code is gone, as events of the Flight Recorder. */
@Timeout(120)
class FlightRecorderTest {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @TempDir private Path directory;

  private List<RecordedEvent> record() throws Exception {
    Path folder = Files.createDirectories(directory.resolve("plugins"));
    HostOptions options =
        HostOptions.of(RealDistribution.get(), directory.resolve("state")).withPlugins(folder);
    Path file = directory.resolve("flight.jfr");
    try (HotbusHost host = HotbusHost.start(options);
        Recording recording = new Recording()) {
      Plugins plugins = host.service(Plugins.class, LIMIT);
      recording.start();
      JarMaker.bundle("greeter").header("Bundle-Version", "1.0.0").write(folder.resolve("g.jar"));
      Deployment added = rescan(plugins);
      Files.delete(folder.resolve("g.jar"));
      await().atMost(LIMIT).until(() -> rescan(plugins).number() > added.number());
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                System.gc();
                return plugins.unloaded().stream().allMatch(it -> it.proof() == Proof.COLLECTED);
              });
      await().atMost(LIMIT).until(() -> told(recording, file, "hotbus.UnloadProof"));
    }
    return RecordingFile.readAllEvents(file);
  }

  private static boolean told(Recording recording, Path file, String type) throws Exception {
    recording.dump(file);
    return !named(RecordingFile.readAllEvents(file), type).isEmpty();
  }

  private static Deployment rescan(Plugins plugins) throws Exception {
    return plugins.rescan().timeout(LIMIT.toMillis()).getValue();
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String type) {
    return events.stream().filter(event -> event.getEventType().getName().equals(type)).toList();
  }

  @Test
  void recordsADeploymentEachOfItsStepsAndTheUnloadProof() throws Exception {
    List<RecordedEvent> events = record();

    List<RecordedEvent> deployments = named(events, "hotbus.Deployment");
    assertThat(deployments.get(0).getLong("number")).isEqualTo(1);
    assertThat(deployments.get(0).getBoolean("successful")).isTrue();
    assertThat(deployments.get(0).getString("what")).isEqualTo("added greeter 1.0.0: g.jar is new");
    assertThat(deployments.get(0).getDuration()).isPositive();
    assertThat(deployments.get(0).getEventType().getCategoryNames()).containsExactly("Hotbus");
    assertThat(named(events, "hotbus.DeploymentStep"))
        .filteredOn(step -> step.getLong("deployment") == 1)
        .extracting(step -> step.getString("step"))
        .contains("detect", "copy", "verify", "install", "resolve", "start");
    RecordedEvent proof = named(events, "hotbus.UnloadProof").get(0);
    assertThat(proof.getString("plugin")).isEqualTo("greeter");
    assertThat(proof.getString("proof")).isEqualTo("COLLECTED");
    assertThat(proof.getInstant("unloaded")).isBeforeOrEqualTo(proof.getStartTime());
  }

  @Test
  void recordsAStepForAsLongAsItTook() throws Exception {
    List<RecordedEvent> installs =
        named(record(), "hotbus.DeploymentStep").stream()
            .filter(step -> step.getString("step").equals("install"))
            .toList();

    assertThat(installs).hasSize(1);
    Duration time = installs.get(0).getDuration("time");
    assertThat(time).isPositive();
    assertThat(installs.get(0).getDuration()).isGreaterThanOrEqualTo(time);
  }
}
