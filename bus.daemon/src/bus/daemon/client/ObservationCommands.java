// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import static bus.daemon.client.ApiClient.parameter;

import bus.api.observe.HealthReport;
import bus.api.observe.LogLevels.LogLevel;
import bus.http.wire.Json;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands that show how the process as a whole is doing. */
final class ObservationCommands {
  private ObservationCommands() {}

  @Command(
      name = "health",
      description = "Asks all health checks; ends with 0 if everything works, else with 1.")
  static final class HealthCommand extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      byte[] json = client.get("/health");
      HealthReport report = Json.read(json, HealthReport.class);
      return Shown.text(json, report, report.status().works() ? OK : FAILED);
    }
  }

  @Command(
      name = "metrics",
      description = "Prints the numbers of the daemon in the text format of Prometheus.")
  static final class MetricsCommand extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      String text = new String(client.get("/metrics"), StandardCharsets.UTF_8);
      return new Shown(client.get("/metrics?json"), text.stripTrailing());
    }
  }

  @Command(
      name = "log",
      description = "Lists the levels of the log; changes one until the daemon ends.")
  static final class LogCommand extends ApiCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "LOGGER",
        description = "The name of a logger; ROOT for all.")
    private @Nullable String logger;

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "LEVEL",
        description = "off, error, warn, info, debug, trace; or inherit.")
    private String level = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return logger == null
          ? Shown.table(client.get("/log"), LogLevel.class)
          : Shown.detail(
              client.post("/log?" + parameter("logger", logger) + "&" + parameter("level", level)),
              LogLevel.class);
    }
  }
}
