// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import static bus.daemon.client.ApiClient.parameter;

import bus.api.controller.AppliedConfigSet;
import bus.api.controller.BusStatus;
import bus.api.controller.ConfigSetStatus;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.FactorySnapshot;
import bus.api.controller.KeyStatus;
import bus.api.snapshot.DirectiveSnapshot;
import bus.http.wire.ApiInfo;
import bus.http.wire.Json;
import bus.http.wire.Why;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands that show what is on the bus. */
final class BusCommands {
  private BusCommands() {}

  @Command(name = "info", description = "Tells which daemon this is and how it is doing.")
  static final class Info extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      byte[] json = client.get("/info");
      ApiInfo info = Json.read(json, ApiInfo.class);
      BusStatus bus = info.bus();
      return new Shown(
          json,
          lines(
              List.of(
                  "hotbus "
                      + info.version()
                      + ", process "
                      + info.pid()
                      + ", since "
                      + info.since(),
                  "exec          " + (info.exec() ? "on" : "off"),
                  "controllers   %d, %d in service"
                      .formatted(bus.controllers(), bus.controllers() - bus.notReady().size()),
                  "directives    %d live, %d unanswered"
                      .formatted(bus.directives(), bus.unanswered()),
                  "plugins       %d loaded, %d in quarantine"
                      .formatted(info.plugins(), info.quarantined()),
                  "leaks         " + info.leaks()),
              ""));
    }
  }

  @Command(
      name = "openapi",
      description = "Prints the description of the HTTP API, in the form of OpenAPI 3.1.")
  static final class Description extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      byte[] json = client.get("/openapi.json");
      return new Shown(json, Json.pretty(json));
    }
  }

  @Command(
      name = "status",
      description = "Sums up how the bus is doing, and names the controllers not in service.")
  static final class Status extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.detail(client.get("/status"), BusStatus.class);
    }
  }

  @Command(
      name = "controllers",
      description = "Lists the controllers; shows one, with its failure if it has one.")
  static final class ControllerList extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "NO", description = "The number of one.")
    private @Nullable Long number;

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return number == null
          ? Shown.table(client.get("/controllers"), ControllerSnapshot.class)
          : Shown.detail(client.get("/controllers/" + number), ControllerSnapshot.class);
    }
  }

  @Command(
      name = "directives",
      description = "Lists the live directives; shows one: who wants it, and who answers it.")
  static final class Directives extends ApiCommand {
    @Parameters(arity = "0..1", paramLabel = "ID", description = "The number of one.")
    private @Nullable Long id;

    @Option(
        names = {"-u", "--unanswered"},
        description = "Only those that nobody answers: idle, and without a value.")
    private boolean unanswered;

    @Option(
        names = "--contains",
        paramLabel = "TEXT",
        description = "Only those whose type or text contains this.")
    private String contains = "";

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      if (id != null) {
        return Shown.detail(client.get("/directives/" + id), DirectiveSnapshot.class);
      }
      String query =
          parameter("unanswered", Boolean.toString(unanswered))
              + "&"
              + parameter("contains", contains);
      return Shown.table(client.get("/directives?" + query), DirectiveSnapshot.class);
    }
  }

  @Command(
      name = "why",
      description = "Explains why a live directive has its values or none, and what it waits for.")
  static final class WhyDirective extends ApiCommand {
    @Parameters(paramLabel = "ID", description = "Its number, as directives shows it.")
    private long id;

    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      byte[] json = client.get("/directives/" + id + "/why");
      return new Shown(json, Json.read(json, Why.class).text());
    }
  }

  @Command(name = "factories", description = "Lists the controller factories, by config id.")
  static final class Factories extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      return Shown.table(client.get("/factories"), FactorySnapshot.class);
    }
  }

  @Command(
      name = "config",
      description = "Shows the configuration sets that are applied, and how each key is doing.")
  static final class Config extends ApiCommand {
    @Override
    Shown ask(ApiClient client) throws InterruptedException {
      byte[] json = client.get("/config");
      List<String> lines = new ArrayList<>();
      for (AppliedConfigSet set : Json.readList(json, AppliedConfigSet.class)) {
        lines.add("directive " + set.directive() + ": " + ConfigSetStatus.of(set.keys()).summary());
        set.keys().forEach(key -> lines.add("  " + line(key)));
      }
      return new Shown(json, lines(lines, "no configuration is applied"));
    }
  }

  /** Returns how a key is doing, in a line. */
  static String line(KeyStatus key) {
    String won = key.winning() ? "" : " (another set has this key)";
    return "%s (%s): %s%s".formatted(key.key(), key.entry().id(), key.status().summary(), won);
  }
}
