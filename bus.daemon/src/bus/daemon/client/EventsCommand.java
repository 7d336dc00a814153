// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.api.controller.ControllerSnapshot;
import bus.api.plugin.Deployment;
import bus.daemon.DaemonException;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.http.wire.Event;
import bus.http.wire.EventGap;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import bus.http.wire.Json;
import bus.shell.RecordText;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hotbus client events}. */
@Command(
    name = "events",
    description = "Lists the last events: deployments, and controllers whose status changed.")
final class EventsCommand implements HotbusCommand {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.client");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  @Mixin private final ClientOptions options = new ClientOptions();

  @Option(
      names = {"-f", "--follow"},
      description = "Show what happens from now on, until SIGTERM or SIGINT.")
  private boolean follow;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    ApiClient client = options.open(context);
    if (follow) {
      follow(client, context);
    } else {
      byte[] json = client.get("/events/recent");
      if (options.json()) {
        context.out().println(Json.pretty(json));
      } else {
        Json.readList(json, Event.class).forEach(event -> context.out().println(line(event)));
      }
    }
    return OK;
  }

  private void follow(ApiClient client, CommandContext context) throws InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    try (InputStream stream = client.events("/events");
        EventReader events = new EventReader(stream);
        Following stop =
            new Following(
                context.stop().get(),
                () -> {
                  stopped.set(true);
                  closeQuietly(stream);
                })) {
      for (Sent sent = events.next(); sent != null; sent = events.next()) {
        context.out().println(options.json() ? sent.data() : line(sent));
      }
      if (!stopped.get()) {
        throw new DaemonException("the daemon has ended the stream of events; it stops");
      }
    } catch (IOException broken) {
      if (!stopped.get()) {
        throw client.broken(broken);
      }
    }
  }

  private static void closeQuietly(InputStream stream) {
    try {
      stream.close();
    } catch (IOException closed) {
      LOG.debug("the stream of events was closed: {}", closed.getMessage());
    }
  }

  private static String line(Sent sent) {
    return sent.type().equals("gap")
        ? "... events are lost: " + sent.as(EventGap.class).reason()
        : line(sent.as(Event.class));
  }

  private static String line(Event event) {
    byte[] data = Json.bytes(event.data());
    Object record =
        event.type().equals("deployment")
            ? Json.read(data, Deployment.class)
            : Json.read(data, ControllerSnapshot.class);
    RecordText texts = new RecordText(Clock.systemUTC());
    return "%s  %-10s  %s".formatted(TIME.format(event.at()), event.type(), texts.line(record));
  }
}
