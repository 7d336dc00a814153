// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.api.observe.HealthReport;
import bus.http.wire.Json;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

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
}
