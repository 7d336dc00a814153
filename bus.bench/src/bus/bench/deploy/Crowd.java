// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many plugins: a hundred that come at once, and one that is replaced among a thousand. */
final class Crowd {
  private static final int AT_ONCE = 100;
  private static final int FEW = 10;
  private static final int MANY = 1_000;
  private static final int WARM_UP = 20;
  private static final int ROUNDS = 40;
  private final BenchJar jars;
  private final Path work;

  Crowd(BenchJar jars, Path work) {
    this.jars = jars;
    this.work = work;
  }

  List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Rig rig = Rig.hotbus(work.resolve("hundred"))) {
      rows.add(Swaps.time("100 new plugins at once, Hotbus", 1, comeAtOnce(rig, AT_ONCE)));
    }
    try (Rig rig = Rig.fileInstall(work.resolve("peer-hundred"), Duration.ofMillis(200))) {
      double time = comeAtOnce(rig, AT_ONCE);
      rows.add(Swaps.time("100 new bundles at once, FileInstall, poll 200 ms", 1, time));
    }
    Figure few = among(FEW);
    Figure many = among(MANY);
    rows.add(Row.of("one plugin replaced among 10", ROUNDS, few, "ms"));
    rows.add(
        Row.of("one plugin replaced among 1,000", ROUNDS, many, "ms")
            .bar("<= 2x one among 10", many.value() <= 2 * few.value())
            .beside("%.1fx".formatted(many.value() / few.value())));
    return rows;
  }

  /** Puts plugins there in one step each, and waits until all have their service. */
  private double comeAtOnce(Rig rig, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      Files.write(rig.folder().resolve(".p" + i + ".tmp"), jars.build("p" + i, 0));
    }
    long begin = System.nanoTime();
    for (int i = 0; i < count; i++) {
      Path from = rig.folder().resolve(".p" + i + ".tmp");
      Files.move(from, rig.folder().resolve("p" + i + ".jar"), StandardCopyOption.ATOMIC_MOVE);
    }
    long last = begin;
    for (int i = 0; i < count; i++) {
      last = Math.max(last, rig.services().await("p" + i, 0));
    }
    return (last - begin) / 1e6;
  }

  private Figure among(int count) throws Exception {
    double[] times = new double[ROUNDS];
    try (Rig rig = Rig.hotbus(work.resolve("among-" + count))) {
      comeAtOnce(rig, count);
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        long number = i + WARM_UP + 1L;
        double time = rig.deploy(jars.build("p1", number), "p1", number);
        if (i >= 0) {
          times[i] = time;
        }
        Pause.ms(50);
      }
    }
    return Figure.spread(times);
  }
}
