// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.api.Bus;
import bus.bench.report.Row;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** How long clients have no answer when a deployed jar is overwritten slowly, or by a bad one. */
final class Mishaps {
  private static final int SLICES = 60;
  private static final double SLICE_MS = 50;
  private static final double WATCH_MS = 6_000;
  private final BenchJar jars;
  private final Path work;

  Mishaps(BenchJar jars, Path work) {
    this.jars = jars;
    this.work = work;
  }

  private interface Mishap {
    void happen(Path folder) throws Exception;
  }

  List<Row> measure() throws Exception {
    byte[] good = jars.build("answer", 2);
    byte[] garbage = new byte[20_000];
    Arrays.fill(garbage, (byte) 'x');
    byte[] broken = jars.build("answer", 3, true);
    List<Row> rows = new ArrayList<>();
    both(rows, "a write that takes 3 s", folder -> slowly(good, folder.resolve("answer.jar")));
    both(rows, "a file of garbage", folder -> BenchJar.put(garbage, folder, "answer.jar"));
    both(rows, "an activator that throws", folder -> BenchJar.put(broken, folder, "answer.jar"));
    return rows;
  }

  private void both(List<Row> rows, String what, Mishap mishap) throws Exception {
    String name = what.replaceAll("\\W", "");
    try (Rig rig = Rig.hotbus(work.resolve(name));
        Asker asker = new Asker(rig, "answer")) {
      BenchJar.put(jars.build("answer", 1), rig.folder(), "answer.jar");
      asker.await(1);
      double load = outage(rig, mishap, Swaps.request(rig.service(Bus.class)));
      double outage = Math.max(load, asker.longestGap());
      rows.add(Swaps.time("outage by " + what + ", Hotbus", 1, outage).atMost(0));
    }
    try (Rig rig = Rig.fileInstall(work.resolve("peer-" + name), Duration.ofMillis(300))) {
      rig.deploy(jars.build("answer", 1), "answer", 1);
      double outage = outage(rig, mishap, () -> Swaps.answered(rig));
      Row row = Swaps.time("outage by " + what + ", FileInstall, poll 300 ms", 1, outage);
      rows.add(Swaps.answered(rig) ? row : row.beside("had not come back when the watch ended"));
    }
  }

  private static double outage(Rig rig, Mishap mishap, BooleanSupplier request) throws Exception {
    Load load = new Load(request);
    try (load) {
      mishap.happen(rig.folder());
      Pause.ms(WATCH_MS);
    }
    return load.longestOutage();
  }

  private static void slowly(byte[] bytes, Path file) throws Exception {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
      int slice = bytes.length / SLICES + 1;
      for (int from = 0; from < bytes.length; from += slice) {
        out.write(bytes, from, Math.min(slice, bytes.length - from));
        out.flush();
        Pause.ms(SLICE_MS);
      }
    }
  }
}
