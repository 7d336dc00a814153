// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.bench.report.Figure;
import bus.bench.report.Jmh;
import bus.bench.report.Numbers;
import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;

/** Speed and memory of the bus. */
public final class BusSuite implements Suite {

  private static final double ADD_EQUAL_BAR = 2_000;
  private static final double CYCLE_BAR = 2_000;
  private static final double TWO_THREADS_BAR = 1.6;
  private static final double FLAT = 1.25;

  @Override
  public String name() {
    return "bus";
  }

  @Override
  public String options() {
    return "JMH, 1 fork, 3 + 5 iterations of 1 s, heap of 3 GB";
  }

  @Override
  public List<Row> run(Request request) throws Exception {
    List<Row> rows = new ArrayList<>();
    for (RunResult run : Jmh.run(request, List.of(DirectiveBenchmark.class))) {
      boolean equal = Jmh.method(run).equals("addEqual");
      rows.add(Jmh.row(run).atMost(equal ? ADD_EQUAL_BAR : CYCLE_BAR));
    }
    rows.addAll(threads(Jmh.run(request, List.of(ThreadsBenchmark.class))));
    rows.addAll(handlers(Jmh.run(request, List.of(HandlersBenchmark.class))));
    Jmh.run(request, List.of(FanOutBenchmark.class, LookUpBenchmark.class)).stream()
        .map(Jmh::row)
        .forEach(rows::add);
    if (request.asksFor("held")) {
      rows.addAll(new Held().measure());
    }
    return rows;
  }

  /** The runs on one and on two threads stand one after the other, by name. */
  private static List<Row> threads(Collection<RunResult> runs) {
    List<Row> rows = new ArrayList<>();
    double one = Double.NaN;
    for (RunResult run : runs) {
      Row row = Jmh.row(run);
      boolean two = run.getParams().getThreads() > 1;
      double times = row.figure().value() / one;
      row = two ? row.beside(Numbers.show(times) + "x one thread") : row;
      boolean bar = two && Jmh.method(run).startsWith("cycle");
      rows.add(
          bar ? row.bar(">= " + TWO_THREADS_BAR + "x one thread", times >= TWO_THREADS_BAR) : row);
      one = row.figure().value();
    }
    return rows;
  }

  private static List<Row> handlers(Collection<RunResult> runs) {
    List<Row> rows = new ArrayList<>();
    double first = Double.NaN;
    for (RunResult run : runs) {
      Row row = Jmh.row(run);
      Figure figure = row.figure();
      if (rows.isEmpty()) {
        first = figure.value();
        rows.add(row);
      } else {
        double times = figure.value() / first;
        String beside = Numbers.show(times) + "x without them";
        rows.add(row.bar("flat, <= " + FLAT + "x", times <= FLAT).beside(beside));
      }
    }
    return rows;
  }
}
