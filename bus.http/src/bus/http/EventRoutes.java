// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.events;
import static bus.http.Route.Shape.listOf;

import bus.api.controller.Controllers;
import bus.api.directive.Registration;
import bus.api.plugin.Plugins;
import bus.http.wire.Event;
import bus.http.wire.EventGap;
import java.util.List;
import java.util.Map;

/** What happens, as it happens. */
final class EventRoutes {
  private static final int MOST = 1024;
  private static final long MOST_BYTES = 4L << 20;
  private final EventLog log = new EventLog(MOST, MOST_BYTES);

  List<Route> all() {
    return List.of(
        Route.stream(
                "GET",
                "/events",
                "tells deployments and how controllers are doing as it happens; goes on after the"
                    + " event in the header Last-Event-ID, and tells if some in between are lost",
                events(
                    Map.of(
                        "deployment", Event.class,
                        "controller", Event.class,
                        "gap", EventGap.class)),
                (call, wake) -> EventFeed.open(log, call.lastEvent(), wake))
            .hears("Last-Event-ID", "the id of the last event that the client has seen"),
        Route.get(
            "/events/recent",
            "lists the last events, oldest first",
            listOf(Event.class),
            call -> log.kept()));
  }

  Registration follow(Controllers controllers) {
    return controllers.onStatus(controller -> log.add("controller", controller));
  }

  Registration follow(Plugins plugins) {
    return plugins.onDeployment(deployment -> log.add("deployment", deployment));
  }
}
