// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.daemon.RealCli;
import bus.daemon.cli.StopRequest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the daemon in a folder, with the bundles of the real distribution. */
public final class DaemonRun {
  private final Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopRequest stop = new StopRequest();

  /** Prepares a run in a folder. */
  public DaemonRun(Path folder) {
    this.folder = folder;
  }

  int run(String... arguments) {
    return new RealCli(folder, err, err, stop, List.of(new DaemonCommand())).run(arguments);
  }

  /** Starts it. */
  public CompletableFuture<Integer> start(String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(arguments));
  }

  /** Stops it, which must end well. */
  public void stop(CompletableFuture<Integer> started) throws Exception {
    stop.request("the test");
    assertThat(started.get(30, TimeUnit.SECONDS)).isZero();
  }

  String log() {
    return err.toString(StandardCharsets.UTF_8);
  }

  void clearLog() {
    err.reset();
  }

  /** Waits for a text in the log. */
  public void awaitLog(String text) {
    await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(log()).contains(text));
  }
}
