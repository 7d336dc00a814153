// SPDX-License-Identifier: Apache-2.0
package bus.bench.codegen;

import bus.bench.report.Figure;
import bus.bench.report.Row;
import bus.daemon.Distribution;
import bus.daemon.build.PluginHost;
import hot.codegen.Compilation;
import hot.codegen.CompileRequest;
import hot.codegen.PluginCompiler;
import hot.codegen.host.HostPlatform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The first compilation in a process, which this class runs in processes of its own. */
final class FirstCompile {
  private static final int PROCESSES = 7;
  private static final int LIMIT_SECONDS = 120;
  private static final String WARM = "warm";
  private static final String COLD = "cold";
  private final Path work;

  FirstCompile(Path work) {
    this.work = work;
  }

  List<Row> measure() throws Exception {
    BenchModule module = BenchModule.write(work.resolve("first"), 100);
    return List.of(
        row("first compilation in a process, 100 classes", module, COLD),
        row("first compilation after warmUp, 100 classes", module, WARM));
  }

  private Row row(String what, BenchModule module, String how) throws Exception {
    double[] times = new double[PROCESSES];
    for (int i = 0; i < PROCESSES; i++) {
      times[i] = inProcess(module, how);
    }
    return Row.of(what, PROCESSES, Figure.spread(times), "ms");
  }

  private double inProcess(BenchModule module, String how) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + Distribution.HOME + "=" + System.getProperty(Distribution.HOME),
                "-cp",
                System.getProperty("java.class.path"),
                FirstCompile.class.getName(),
                module.root().toString(),
                work.resolve("first.jar").toString(),
                how)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("a process failed: " + printed);
    }
    return Double.parseDouble(printed.lines().reduce("", (a, b) -> b));
  }

  /** Compiles {@code MODULE} to {@code OUTPUT}, {@code warm} or {@code cold}; prints the ms. */
  public static void main(String[] arguments) throws Exception {
    HostPlatform host =
        PluginHost.of(Distribution.at(Path.of(System.getProperty(Distribution.HOME))));
    try (PluginCompiler compiler = new PluginCompiler()) {
      if (arguments[2].equals(WARM)) {
        compiler.warmUp(host).toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
      }
      CompileRequest request =
          CompileRequest.of(List.of(Path.of(arguments[0])), Path.of(arguments[1]), host);
      long begin = System.nanoTime();
      Compilation compilation = compiler.compile(request);
      double time = (System.nanoTime() - begin) / 1e6;
      if (!(compilation instanceof Compilation.Compiled)) {
        throw new IllegalStateException(compilation.toString());
      }
      System.out.println(time);
    }
  }
}
