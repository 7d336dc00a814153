// SPDX-License-Identifier: Apache-2.0
package bus.bench.dev;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import bus.daemon.Distribution;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/**
 * From a saved file to the new value on an open reference in {@code hotbus dev}, and the same by
 * hand in between.
 */
final class Saves {

  private static final int FIRST = 40;
  private static final int MANY = 100;
  private static final double BAR = 2;
  private static final long SEED = 7;
  private final Path work;

  Saves(Path work) {
    this.work = work;
  }

  /** Measures with a plugin of so many classes. */
  List<Row> measure(int classes) throws Exception {
    Path folder = work.resolve("saves-" + classes);
    DevModules modules = DevModules.write(folder.resolve("modules"), classes);
    List<String> dev = List.of("dev", "answer", "observer");
    try (HotbusProcess hotbus = HotbusProcess.start(modules.root(), dev);
        HotbusProcess floor = floor(modules, folder.resolve("classes"))) {
      hotbus.await("^SEEN 0 ");
      floor.await("^READY");
      Rounds rounds = new Rounds(modules, hotbus, floor);
      Pause pause = new Pause(SEED);
      String of = classes == 1 ? "1 class" : classes + " classes";
      List<Row> rows = new ArrayList<>();
      rows.addAll(rounds.rows(FIRST, pause::human, of + ", the first of a process, 1-2 s apart"));
      rows.addAll(rounds.rows(MANY, pause::human, of + ", warm, 1-2 s apart"));
      rows.addAll(rounds.rows(MANY, () -> {}, of + ", warm, back to back"));
      return rows;
    }
  }

  private static HotbusProcess floor(DevModules modules, Path classes) throws Exception {
    return HotbusProcess.java(
        modules.root(),
        List.of(
            "-D" + Distribution.HOME + "=" + System.getProperty(Distribution.HOME),
            "-cp",
            System.getProperty("java.class.path"),
            Floor.class.getName(),
            modules.root().toString(),
            classes.toString()));
  }

  private static final class Rounds {
    private final DevModules modules;
    private final HotbusProcess hotbus;
    private final HotbusProcess floor;
    private long number;

    Rounds(DevModules modules, HotbusProcess hotbus, HotbusProcess floor) {
      this.modules = modules;
      this.hotbus = hotbus;
      this.floor = floor;
    }

    List<Row> rows(int count, Runnable between, String what) throws Exception {
      double[] saves = new double[count];
      double[] bare = new double[count];
      for (int i = 0; i < count; i++) {
        between.run();
        saves[i] = save();
        // What follows the switch: the old code is stopped and unloaded.
        hotbus.await("^\\S+ live +bench.answer ");
        floor.tell(Long.toString(number));
        bare[i] = Double.parseDouble(floor.await("^MS (\\S+)").group(1));
      }
      Figure lowest = Figure.spread(bare);
      Figure ours = Figure.spread(saves);
      return List.of(
          Row.of("by hand, " + what, count, lowest, "ms"),
          Row.of("save -> value, " + what, count, ours, "ms")
              .bar("<= 2x by hand", ours.value() <= BAR * lowest.value())
              .beside("%.1fx".formatted(ours.value() / lowest.value())));
    }

    private double save() throws Exception {
      number++;
      Instant begin = Instant.now();
      modules.save(number);
      Matcher seen = hotbus.await("^SEEN " + number + " (\\S+)");
      return Duration.between(begin, Instant.parse(seen.group(1))).toNanos() / 1e6;
    }
  }
}
