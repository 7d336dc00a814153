// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.api.Bus;
import bus.bench.deploy.api.Ask;
import bus.bench.report.Figure;
import bus.bench.report.Row;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What clients notice of many replacements under load. */
final class Swaps {
  private static final int SWAPS = 1_000;
  private static final int PEER_SWAPS = 50;
  private final BenchJar jars;
  private final Path work;

  Swaps(BenchJar jars, Path work) {
    this.jars = jars;
    this.work = work;
  }

  List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    try (Rig rig = Rig.hotbus(work.resolve("swaps"));
        Asker asker = new Asker(rig, "answer")) {
      BenchJar.put(jars.build("answer", 0), rig.folder(), "answer.jar");
      asker.await(0);
      try (Load load = new Load(request(rig.service(Bus.class)))) {
        for (int i = 1; i <= SWAPS; i++) {
          BenchJar.put(jars.build("answer", i), rig.folder(), "answer.jar");
          asker.await(i);
        }
        String beside = "%,d requests".formatted(load.requests());
        rows.add(
            count("requests failed during 1,000 swaps, Hotbus", SWAPS, (double) load.failures())
                .atMost(0)
                .beside(beside));
        rows.add(
            time("longest moment without a value, Hotbus", SWAPS, asker.longestGap()).atMost(0));
      }
    }
    try (Rig rig = Rig.fileInstall(work.resolve("peer-swaps"), Duration.ofMillis(100))) {
      rig.deploy(jars.build("answer", 0), "answer", 0);
      try (Load load = new Load(() -> answered(rig))) {
        for (int i = 1; i <= PEER_SWAPS; i++) {
          rig.deploy(jars.build("answer", i), "answer", i);
          Pause.ms(50);
        }
        rows.add(
            count(
                    "requests failed during 50 swaps, FileInstall, poll 100 ms",
                    PEER_SWAPS,
                    (double) load.failures())
                .beside("%,d requests".formatted(load.requests())));
        rows.add(time("longest outage, FileInstall", PEER_SWAPS, load.longestOutage()));
      }
    }
    return rows;
  }

  /** A request through the bus: a question of its own, each time. */
  static BooleanSupplier request(Bus bus) {
    return () -> {
      try {
        return bus.first(new Ask("answer")).timeout(5_000).getValue() != null;
      } catch (InvocationTargetException failed) {
        return false;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }

  /** Asks the service of a plugin; Felix may throw while the bundle goes: no answer either. */
  static boolean answered(Rig rig) {
    try {
      LongSupplier service = rig.service();
      return service != null && service.getAsLong() >= 0;
    } catch (RuntimeException goes) {
      return false;
    }
  }

  static Row count(String what, long n, double value) {
    return Row.of(what, n, new Figure.Score(value, Double.NaN), "requests");
  }

  static Row time(String what, long n, double value) {
    return Row.of(what, n, new Figure.Score(value, Double.NaN), "ms");
  }
}
