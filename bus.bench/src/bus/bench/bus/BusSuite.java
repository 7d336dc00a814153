// SPDX-License-Identifier: Apache-2.0
package bus.bench.bus;

import bus.bench.report.Jmh;
import bus.bench.report.Request;
import bus.bench.report.Row;
import bus.bench.report.Suite;
import java.util.List;

/** Speed and memory of the bus. */
public final class BusSuite implements Suite {

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
    return Jmh.run(request, List.of(DirectiveBenchmark.class)).stream().map(Jmh::row).toList();
  }
}
