// SPDX-License-Identifier: Apache-2.0
package bus.bench.report;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs JMH in this process (its forks have the same class path) and makes rows of the results. */
public final class Jmh {

  private Jmh() {}

  /**
   * Runs the benchmarks of some classes; a benchmark that fails ends the run.
   *
   * @param request says which of them; the name is that of class and method
   * @param classes where they are
   * @return one result for each benchmark and set of parameters; none if none is asked for
   */
  public static Collection<RunResult> run(Request request, List<Class<?>> classes)
      throws RunnerException {
    ChainedOptionsBuilder options = new OptionsBuilder().shouldFailOnError(true);
    boolean any = false;
    for (Class<?> type : classes) {
      for (var method : type.getMethods()) {
        String name = type.getSimpleName() + "." + method.getName();
        if (method.isAnnotationPresent(org.openjdk.jmh.annotations.Benchmark.class)
            && request.asksFor(name)) {
          options.include("^" + type.getName() + "\\." + method.getName() + "$");
          any = true;
        }
      }
    }
    return any ? new Runner(options.build()).run() : List.of();
  }

  /** Returns the row of a result, without a bar: method, parameters, score and error. */
  public static Row row(RunResult run) {
    Result<?> result = run.getPrimaryResult();
    Figure figure = new Figure.Score(result.getScore(), result.getScoreError());
    return Row.of(label(run), result.getSampleCount(), figure, result.getScoreUnit());
  }

  /** Returns the name of the method. */
  public static String method(RunResult run) {
    String name = run.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String label(RunResult run) {
    var params = run.getParams();
    String values =
        params.getParamsKeys().stream()
            .map(key -> ", " + key + " " + params.getParam(key))
            .collect(Collectors.joining());
    String threads = params.getThreads() > 1 ? ", " + params.getThreads() + " threads" : "";
    return method(run) + values + threads;
  }
}
