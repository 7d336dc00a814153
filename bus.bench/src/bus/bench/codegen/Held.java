// SPDX-License-Identifier: Apache-2.0
package bus.bench.codegen;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The heap that a module takes for as long as its compilation is remembered. */
final class Held {
  private static final double MEGABYTE = 1 << 20;
  private static final int MODULES = 4;
  private final HostPlatform host;
  private final Path work;

  Held(HostPlatform host, Path work) {
    this.host = host;
    this.work = work;
  }

  List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int size : List.of(1, 100, 1_000)) {
      BenchModule module = BenchModule.write(work.resolve("held-" + size), size);
      try (PluginCompiler compiler = new PluginCompiler()) {
        // What is there once for all modules: open jars, the compiler itself.
        compile(compiler, module, 0);
        double before = heap();
        for (int i = 1; i <= MODULES; i++) {
          compile(compiler, module, i);
        }
        double each = (heap() - before) / MODULES;
        String what = "heap held for a watched module of %,d classes".formatted(size);
        rows.add(Row.of(what, MODULES, new Figure.Score(each, Double.NaN), "MB"));
      }
    }
    return rows;
  }

  /** The name of the output makes it another module to the compiler. */
  private void compile(PluginCompiler compiler, BenchModule module, int number) {
    compiler.compile(
        CompileRequest.of(List.of(module.root()), work.resolve("held" + number + ".jar"), host));
  }

  private static double heap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
      LockSupport.parkNanos(50_000_000);
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE;
  }
}
