// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.observe.HealthReport;
import bus.api.observe.HealthReport.Check;
import bus.api.observe.LogLevels.LogLevel;
import java.util.List;

/** How health and the levels of the log are shown. */
final class HealthViews {
  private HealthViews() {}

  static List<View<?>> all() {
    View<Check> checks =
        new View<>(
            Check.class,
            "no health checks",
            List.of(
                new Column<>("CHECK", Check::name),
                new Column<>("STATUS", check -> check.status().name()),
                new Column<>("TIME", check -> Texts.exact(check.time())),
                new Column<>("FINDINGS", check -> String.join("; ", check.findings()))),
            HealthViews::detail);
    return List.of(
        checks,
        new View<>(
            LogLevel.class,
            "no levels",
            List.of(
                new Column<>("LOGGER", LogLevel::logger), new Column<>("LEVEL", LogLevel::level)),
            (level, detail) -> detail.line("logger", level.logger()).line("level", level.level())),
        new View<>(
            HealthReport.class,
            "no report",
            List.of(new Column<>("STATUS", report -> report.status().name())),
            (report, detail) ->
                detail.line("status", report.status().name()).text(checks.table(report.checks()))));
  }

  private static void detail(Check check, Detail detail) {
    detail
        .line("check", check.name())
        .line("tags", String.join(", ", check.tags()))
        .line("status", check.status().name())
        .line("time", Texts.exact(check.time()))
        .list("findings", check.findings());
  }
}
