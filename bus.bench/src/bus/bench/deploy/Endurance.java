// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import bus.bench.report.Figure;
import bus.bench.report.LineChart;
import bus.bench.report.Row;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What ten thousand reloads leave behind. */
final class Endurance {
  private static final int RELOADS = 10_000;
  private static final int SAMPLE = 250;
  private static final List<Integer> TOLD = List.of(100, 1_000, 10_000);
  private static final double MEGABYTE = 1 << 20;
  private final BenchJar jars;
  private final Path work;
  private final Path charts;
  private final List<Sample> samples = new ArrayList<>();

  Endurance(BenchJar jars, Path work, Path charts) {
    this.jars = jars;
    this.work = work;
    this.charts = charts;
  }

  private record Sample(
      int reloads,
      long loaders,
      double metaspace,
      double heap,
      int threads,
      long files,
      double disk) {}

  List<Row> measure() throws Exception {
    try (Rig rig = Rig.hotbus(work.resolve("endurance"));
        Asker asker = new Asker(rig, "answer")) {
      for (int i = 1; i <= RELOADS; i++) {
        BenchJar.put(jars.build("answer", i), rig.folder(), "answer.jar");
        asker.await(i);
        if (i % SAMPLE == 0 || TOLD.contains(i)) {
          samples.add(sample(i, rig));
        }
      }
    }
    chart();
    List<Row> rows = new ArrayList<>();
    for (Sample sample : samples) {
      if (TOLD.contains(sample.reloads())) {
        rows.addAll(rows(sample));
      }
    }
    return rows;
  }

  private static List<Row> rows(Sample sample) {
    String after = " after %,d reloads".formatted(sample.reloads());
    int n = sample.reloads();
    return List.of(
        // The one that runs, the one before it while the new one is on probation, and one that the
        // JDK may hold.
        Row.of("class loaders alive" + after, n, score((double) sample.loaders()), "").atMost(3),
        Row.of("metaspace" + after, n, score(sample.metaspace()), "MB"),
        Row.of("heap" + after, n, score(sample.heap()), "MB"),
        Row.of("threads" + after, n, score(sample.threads()), ""),
        Row.of("open files" + after, n, score((double) sample.files()), ""),
        Row.of("state directory" + after, n, score(sample.disk()), "MB"));
  }

  private static Figure score(double value) {
    return new Figure.Score(value, Double.NaN);
  }

  private static Sample sample(int reloads, Rig rig) throws IOException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Pause.ms(50);
    }
    double metaspace =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .map(MemoryPoolMXBean::getUsage)
            .mapToDouble(usage -> usage.getUsed() / MEGABYTE)
            .sum();
    double heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    return new Sample(
        reloads, rig.loadersAlive(), metaspace, heap, threads, openFiles(), size(rig.state()));
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  private static double size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum()
          / MEGABYTE;
    }
  }

  private void chart() throws IOException {
    LineChart chart =
        new LineChart(
            "10,000 reloads of one plugin",
            "reloads",
            "after a collection",
            List.of(
                line("metaspace, MB", Sample::metaspace),
                line("heap, MB", Sample::heap),
                line("threads", Sample::threads),
                line("class loaders alive", Sample::loaders)));
    chart.write(charts.resolve("reloads.svg"));
  }

  private LineChart.Line line(String name, ToDoubleFunction<Sample> value) {
    return new LineChart.Line(
        name,
        samples.stream()
            .map(each -> new LineChart.Point(each.reloads(), value.applyAsDouble(each)))
            .toList());
  }
}
