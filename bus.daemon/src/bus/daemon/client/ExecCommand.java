// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.api.controller.KeyStatus;
import bus.daemon.DaemonException;
import bus.daemon.cli.CommandContext;
import bus.daemon.cli.HotbusCommand;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import bus.http.wire.ExecEnded;
import bus.http.wire.ExecStarted;
import bus.http.wire.KeyGone;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hotbus client exec}. */
@Command(
    name = "exec",
    description =
        "Applies a configuration until SIGTERM or SIGINT, and shows how its controllers are doing.")
final class ExecCommand implements HotbusCommand {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.client");
  @Mixin private final ClientOptions options = new ClientOptions();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      required = true,
      description = "The configuration, YAML or JSON.")
  private Path file = Path.of("");

  private final Map<String, String> shown = new HashMap<>();

  @Option(names = "--atomic", description = "Run all controllers of it or none.")
  private boolean atomic;

  @Override
  public int run(CommandContext context) throws InterruptedException {
    String text = read(context.resolve(file));
    ApiClient client = options.open(context);
    try (InputStream stream = client.events(path(), text);
        EventReader events = new EventReader(stream)) {
      follow(context, client, events);
    } catch (IOException broken) {
      throw client.broken(broken);
    }
    return OK;
  }

  private String path() {
    return "/exec?atomic=" + atomic + "&" + ApiClient.parameter("name", file.toString());
  }

  private String read(Path path) {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException missing) {
      throw new DaemonException(
          "configuration file %s does not exist; name one that does with --file".formatted(file));
    } catch (IOException failed) {
      throw new DaemonException(
          "configuration file %s can not be read: %s".formatted(file, failed), failed);
    }
  }

  private void follow(CommandContext context, ApiClient client, EventReader events)
      throws IOException {
    Sent first = events.next();
    if (first == null) {
      throw new DaemonException("the daemon has ended the stream at once; it stops");
    }
    show(context, first);
    long id = first.as(ExecStarted.class).id();
    boolean ended = false;
    try (Following stop = new Following(context.stop().get(), () -> end(client, id))) {
      for (Sent sent = events.next(); sent != null; sent = events.next()) {
        show(context, sent);
        ended = sent.type().equals("end");
      }
    }
    if (!ended) {
      throw new DaemonException("the daemon has ended the stream; it stops");
    }
  }

  private static void end(ApiClient client, long id) {
    try {
      client.delete("/exec/" + id);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    } catch (DaemonException gone) {
      LOG.debug("the stream ends by itself: {}", gone.getMessage());
    }
  }

  private void show(CommandContext context, Sent sent) {
    if (options.json()) {
      context.out().println(json(sent));
    } else if (!sent.type().equals("status")) {
      context.out().println(text(sent));
    } else {
      KeyStatus status = sent.as(KeyStatus.class);
      String line = BusCommands.line(status); // has less than the status, so may be the same
      if (!line.equals(shown.put(status.key(), line))) {
        context.out().println(line);
      }
    }
  }

  private static String json(Sent sent) {
    return "{\"event\":\"" + sent.type() + "\",\"data\":" + sent.data() + "}";
  }

  private static String text(Sent sent) {
    return switch (sent.type()) {
      case "exec" -> "applied as directive " + sent.as(ExecStarted.class).directive();
      case "gone" -> sent.as(KeyGone.class).key() + ": gone";
      case "end" -> text(sent.as(ExecEnded.class));
      default -> sent.data();
    };
  }

  private static String text(ExecEnded end) {
    String stopped = end.stopped().isEmpty() ? "none" : String.join(", ", end.stopped());
    return "ended; stopped: "
        + stopped
        + (end.shared().isEmpty() ? "" : "; others want " + String.join(", ", end.shared()))
        + (end.complete() ? "" : "; some did not stop in time");
  }
}
