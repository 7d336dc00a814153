// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.osgi.framework.Bundle;

/** From a jar that replaces another one to its service, and to the value on an open reference. */
final class Latency {
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 100;
  private static final int PEER_ROUNDS = 30;
  private static final long SEED = 20;
  private final BenchJar jars;
  private final Path work;

  Latency(BenchJar jars, Path work) {
    this.jars = jars;
    this.work = work;
  }

  List<Row> measure() throws Exception {
    double[] direct;
    double[] services = new double[ROUNDS];
    double[] values = new double[ROUNDS];
    try (Rig rig = Rig.hotbus(work.resolve("latency"));
        Asker asker = new Asker(rig, "answer")) {
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long number = i + WARM_UP + 1L;
        byte[] jar = jars.build("answer", number);
        long begin = BenchJar.put(jar, rig.folder(), "answer.jar");
        double service = (rig.services().await("answer", number) - begin) / 1e6;
        double value = (asker.await(number) - begin) / 1e6;
        if (i >= 0) {
          services[i] = service;
          values[i] = value;
        }
        Pause.ms(20);
      }
      direct = direct(rig);
    }
    double[] peer = peer(Duration.ofSeconds(2));
    double[] quick = peer(Duration.ofMillis(200));
    return rows(direct, services, values, peer, quick);
  }

  private List<Row> rows(
      double[] direct, double[] services, double[] values, double[] peer, double[] quick) {
    List<Row> rows = new ArrayList<>();
    Figure floor = Figure.spread(direct);
    Figure slow = Figure.spread(peer);
    rows.add(Row.of("install + resolve + start, directly", ROUNDS, floor, "ms"));
    Figure ours = Figure.spread(services);
    boolean met = ours.value() <= 3 * floor.value() && ours.value() <= slow.value() / 20;
    rows.add(
        Row.of("jar replaced -> new service, Hotbus", ROUNDS, ours, "ms")
            .bar("<= 3x directly, <= 1/20 of FileInstall", met)
            .beside(
                "%.1fx directly, 1/%.0f of FileInstall"
                    .formatted(ours.value() / floor.value(), slow.value() / ours.value())));
    rows.add(
        Row.of(
            "jar replaced -> new value on an open reference, Hotbus",
            ROUNDS,
            Figure.spread(values),
            "ms"));
    rows.add(Row.of("jar replaced -> new service, FileInstall, default", PEER_ROUNDS, slow, "ms"));
    rows.add(
        Row.of(
            "jar replaced -> new service, FileInstall, poll 200 ms",
            PEER_ROUNDS,
            Figure.spread(quick),
            "ms"));
    return rows;
  }

  /** What nobody can do without: the same jar, installed and started by hand. */
  private double[] direct(Rig rig) throws Exception {
    double[] times = new double[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long number = 100_000L + i;
      byte[] jar = jars.build("direct", number);
      long begin = System.nanoTime();
      Bundle bundle =
          rig.context().installBundle("direct:" + number, new ByteArrayInputStream(jar));
      bundle.start(Bundle.START_TRANSIENT);
      double time = (rig.services().await("direct", number) - begin) / 1e6;
      bundle.uninstall();
      if (i >= 0) {
        times[i] = time;
      }
    }
    return times;
  }

  private double[] peer(Duration poll) throws Exception {
    Random random = new Random(SEED);
    double[] times = new double[PEER_ROUNDS];
    try (Rig rig = Rig.fileInstall(work.resolve("peer-" + poll.toMillis()), poll)) {
      for (int i = -2; i < PEER_ROUNDS; i++) {
        long number = i + 3L;
        double time = rig.deploy(jars.build("answer", number), "answer", number);
        if (i >= 0) {
          times[i] = time;
        }
        Pause.ms(random.nextDouble() * poll.toMillis()); // its poll must not set the pace
      }
    }
    return times;
  }
}
