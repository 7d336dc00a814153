// SPDX-License-Identifier: Apache-2.0
package bus.bench.codegen;

import bus.bench.bare.JavacAlone;
import bus.bench.report.Figure;
import bus.bench.report.Row;
import hot.codegen.Compilation;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** From a saved source to the bundle, warm, in modules of several sizes. */
final class Edits {
  private static final List<Integer> SIZES = List.of(1, 100, 1_000);
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 60;
  private static final int FULL_ROUNDS = 8;
  private static final double BAR = 1.5;
  private final HostPlatform host;
  private final Path work;

  Edits(HostPlatform host, Path work) {
    this.host = host;
    this.work = work;
  }

  List<Row> measure() throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int size : SIZES) {
      rows.addAll(measure(size));
    }
    return rows;
  }

  private List<Row> measure(int size) throws Exception {
    String of = "%,d".formatted(size) + (size == 1 ? " class" : " classes");
    BenchModule module = BenchModule.write(work.resolve("edits-" + size), size);
    List<Row> rows = new ArrayList<>();
    try (PluginCompiler compiler = new PluginCompiler();
        JavacAlone javac = new JavacAlone(host.classPath(), work.resolve("classes-" + size))) {
      javac.compile(module.sources());
      double[] ours = new double[ROUNDS];
      double[] floor = new double[ROUNDS];
      for (int i = -WARM_UP; i < ROUNDS; i++) {
        module.changeLeaf(i + WARM_UP + 1);
        double alone = javac.compile(List.of(module.leaf()));
        double time = compile(compiler, module, "part");
        if (i >= 0) {
          ours[i] = time;
          floor[i] = alone;
        }
      }
      Figure lone = Figure.spread(floor);
      Figure part = Figure.spread(ours);
      rows.add(Row.of("javac alone, one source of " + of, ROUNDS, lone, "ms"));
      rows.add(
          Row.of("save -> bundle, a leaf of " + of, ROUNDS, part, "ms")
              .bar("<= 1.5x javac alone", part.value() <= BAR * lone.value())
              .beside("%.1fx".formatted(part.value() / lone.value())));
      if (size > 1) {
        rows.addAll(api(compiler, module, of));
      }
    }
    return rows;
  }

  /** A change that all see, beside a compilation that remembers nothing. */
  private List<Row> api(PluginCompiler compiler, BenchModule module, String of) throws Exception {
    double[] seen = new double[FULL_ROUNDS];
    double[] full = new double[FULL_ROUNDS];
    for (int i = -2; i < FULL_ROUNDS; i++) {
      module.changeApi(i + 3);
      double time = compile(compiler, module, "part");
      double all = compile(compiler, module, "full" + (i + 2));
      if (i >= 0) {
        seen[i] = time;
        full[i] = all;
      }
    }
    Figure whole = Figure.spread(full);
    Figure part = Figure.spread(seen);
    return List.of(
        Row.of("all of " + of + ", warm", FULL_ROUNDS, whole, "ms"),
        Row.of("save -> bundle, what all use of " + of, FULL_ROUNDS, part, "ms")
            .bar("<= 1.1x all", part.value() <= 1.1 * whole.value())
            .beside("%.2fx".formatted(part.value() / whole.value())));
  }

  private double compile(PluginCompiler compiler, BenchModule module, String name) {
    CompileRequest request =
        CompileRequest.of(List.of(module.root()), work.resolve(name + ".jar"), host);
    long begin = System.nanoTime();
    Compilation compilation = compiler.compile(request);
    double time = (System.nanoTime() - begin) / 1e6;
    if (!(compilation instanceof Compilation.Compiled)) {
      throw new IllegalStateException(compilation.toString());
    }
    return time;
  }
}
