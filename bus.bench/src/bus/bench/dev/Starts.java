// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** From the start of a daemon's process to its first controller in service, without HTTP. */
final class Starts {

  private static final int COUNT = 15;
  private static final double BAR = 900;
  private final Path work;

  Starts(Path work) {
    this.work = work;
  }

  List<Row> measure() throws Exception {
    Installation installation = Installation.make(work.resolve("starts"), 1);
    start(installation, "unmeasured"); // files are in the caches of the system from now on
    double[] cold = new double[COUNT];
    double[] warm = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      cold[i] = start(installation, "state" + i);
      warm[i] = start(installation, "state" + i);
    }
    List<Row> rows = new ArrayList<>();
    rows.add(
        Row.of(
                "daemon started -> first controller ready, empty state",
                COUNT,
                Figure.spread(cold),
                "ms")
            .atMost(BAR));
    rows.add(
        Row.of(
                "daemon started -> first controller ready, once more",
                COUNT,
                Figure.spread(warm),
                "ms")
            .atMost(BAR));
    return rows;
  }

  private static double start(Installation installation, String state) throws Exception {
    try (HotbusProcess daemon = installation.daemon(state, "--no-api")) {
      daemon.await("controller key=key0 .* status=(RUNNING|FINISHED)");
      return Duration.between(daemon.begin(), Instant.now()).toNanos() / 1e6;
    }
  }
}
