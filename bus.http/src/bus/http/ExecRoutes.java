// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.events;
import static bus.http.Route.Shape.one;

import bus.api.Bus;
import bus.api.config.ConfigException;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ApplyConfigSet.Mode;
import bus.api.controller.Controllers;
import bus.api.controller.KeyStatus;
import bus.http.wire.ExecEnded;
import bus.http.wire.ExecStarted;
import bus.http.wire.KeyGone;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/** Executes configurations, for as long as somebody listens. */
final class ExecRoutes {
  private static final int MOST_NAME = 400;
  private final Bus bus;
  private final Controllers controllers;
  private final ConfigReader reader;
  private final boolean on;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, ExecFeed> running = new ConcurrentHashMap<>();

  ExecRoutes(Bus bus, Controllers controllers, ConfigReader reader, boolean on) {
    this.bus = bus;
    this.controllers = controllers;
    this.reader = reader;
    this.on = on;
  }

  List<Route> all() {
    return List.of(
        Route.stream(
                "POST",
                "/exec",
                "applies the configuration in the body, YAML or JSON, for as long as the stream is"
                    + " open, and tells how each key is doing",
                events(
                    Map.of(
                        "exec", ExecStarted.class,
                        "status", KeyStatus.class,
                        "gone", KeyGone.class,
                        "end", ExecEnded.class)),
                this::exec)
            .takes("a configuration, YAML or JSON as in a file")
            .with("atomic", "boolean", "all keys or none; else each key is on its own")
            .with("name", "string", "how the configuration is called in messages; else body"),
        Route.delete(
            "/exec/{id}",
            "takes an executed configuration back; its stream tells which controllers stopped, and"
                + " ends",
            one(ExecStarted.class),
            this::end));
  }

  private Feed exec(Call call, Runnable wake) {
    if (!on) {
      throw new ApiException(
          HttpStatus.FORBIDDEN_403,
          "executing configurations is off; start the daemon with --api-exec");
    }
    ConfigSet set = read(call.body(), call.text("name", "body"));
    Mode mode = call.flag("atomic") ? Mode.ATOMIC : Mode.PARTIAL;
    long id = last.incrementAndGet();
    ExecFeed feed = ExecFeed.open(id, bus, new ApplyConfigSet(set, mode), wake);
    running.put(id, feed);
    return new Remembered(feed, () -> running.remove(id));
  }

  private ConfigSet read(String text, String name) {
    if (name.isBlank() || name.length() > MOST_NAME || !name.matches("\\P{Cntrl}*")) {
      throw ApiException.badRequest(
          "the parameter 'name' must be 1 to %d characters in one line".formatted(MOST_NAME));
    }
    ConfigSet set;
    try {
      set = reader.read(text, name);
    } catch (ConfigException wrong) {
      throw ApiException.badRequest(String.valueOf(wrong.getMessage()));
    }
    if (set.entries().isEmpty()) {
      throw ApiException.badRequest(
          "%s must be a configuration with at least one key, it has none".formatted(name));
    }
    return set;
  }

  private ExecStarted end(Call call) {
    long id = call.number("id");
    ExecFeed exec = running.get(id);
    if (exec == null) {
      throw ApiException.notFound("no configuration is executed under " + id);
    }
    exec.end(keys -> new Leaving(controllers, keys));
    return exec.identity();
  }

  /** A feed that is known until it is closed. */
  private record Remembered(Feed feed, Runnable forget) implements Feed {
    @Override
    public byte @Nullable [] next() {
      return feed.next();
    }

    @Override
    public boolean ended() {
      return feed.ended();
    }

    @Override
    public void close() {
      forget.run();
      feed.close();
    }
  }
}
