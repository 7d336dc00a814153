// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.listOf;
import static bus.http.Route.Shape.one;

import bus.api.observe.LogLevels;
import bus.api.observe.LogLevels.LogLevel;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;
import org.osgi.util.promise.Promises;

/** The levels of the log. */
final class LogRoutes {
  private final Supplier<Optional<LogLevels>> levels;

  LogRoutes(Supplier<Optional<LogLevels>> levels) {
    this.levels = levels;
  }

  List<Route> all() {
    return List.of(
        Route.get(
            "/log",
            "lists the loggers that have a level of their own",
            listOf(LogLevel.class),
            call -> levels().levels()),
        Route.post(
                "/log",
                "gives a logger, and those below it, a level until the process ends",
                one(LogLevel.class),
                call -> Promises.resolved(levels().set(call.text("logger"), call.text("level"))))
            .needs("logger", "string", "its name; ROOT for all")
            .needs("level", "string", "off, error, warn, info, debug, trace; or inherit"));
  }

  private LogLevels levels() {
    return levels
        .get()
        .orElseThrow(
            () ->
                new ApiException(
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "this process has a log whose levels can not be changed"));
  }
}
