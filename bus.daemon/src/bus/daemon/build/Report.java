// SPDX-License-Identifier: Apache-2.0
package bus.daemon.build;

import bus.api.plugin.StepTime;
import bus.daemon.DaemonException;
import bus.daemon.cli.CommandContext;
import hot.codegen.analysis.FactoryDeclaration;
import hot.codegen.problem.Problem;
import hot.codegen.problem.Problem.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Tells a person what the plugin compiler did. */
record Report(CommandContext context) {
  /** Returns a path as short as it can be said in the working directory. */
  Path shown(Path path) {
    return path.startsWith(context.directory()) && !path.equals(context.directory())
        ? context.directory().relativize(path)
        : path;
  }

  /** Returns a problem whose file is named that way. */
  Problem shown(Problem problem) {
    return new Problem(
        problem.file().map(this::shown),
        problem.line(),
        problem.column(),
        problem.severity(),
        problem.message(),
        problem.sourceLine());
  }

  void print(List<Problem> problems) {
    problems.forEach(problem -> context.err().println(shown(problem).text()));
  }

  /** Says in a line that nothing was made. The problems have been told before. */
  DaemonException rejected(List<Problem> problems, Path module) {
    long errors = problems.stream().filter(p -> p.severity() == Severity.ERROR).count();
    return new DaemonException(
        "%s in %s, nothing was written; see above"
            .formatted(errors == 1 ? "1 error" : errors + " errors", module));
  }

  void line(String label, String text) {
    context.out().printf(Locale.ROOT, "  %-11s %s%n", label, text);
  }

  static String factories(List<FactoryDeclaration> factories) {
    return factories.stream().map(Report::name).collect(Collectors.joining(", "));
  }

  static String name(FactoryDeclaration factory) {
    return factory.info().map(info -> info.id() + " " + info.version()).orElse(type(factory));
  }

  static String type(FactoryDeclaration factory) {
    return factory.type().toString();
  }

  static String times(List<StepTime> steps) {
    Duration total = steps.stream().map(StepTime::time).reduce(Duration.ZERO, Duration::plus);
    return "%d ms (%s)"
        .formatted(
            total.toMillis(),
            steps.stream()
                .map(step -> step.step() + " " + step.time().toMillis())
                .collect(Collectors.joining(", ")));
  }
}
