// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.controller.BusStatus;
import bus.api.controller.Controllers;
import bus.api.directive.Registration;
import bus.api.observe.Health;
import bus.api.observe.LogLevels;
import bus.api.plugin.Plugins;
import bus.http.wire.ApiInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running API: the server, and the files by which clients find it. */
final class HttpApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.api");
  private final Settings settings;
  private final Routes routes;
  private final Traffic traffic;
  private final ApiHandler handler;
  private final ApiServer server;
  private final EventRoutes events;
  private final List<Registration> looking;

  private HttpApi(
      Settings settings,
      Routes routes,
      Traffic traffic,
      ApiHandler handler,
      ApiServer server,
      EventRoutes events,
      List<Registration> looking) {
    this.settings = settings;
    this.routes = routes;
    this.traffic = traffic;
    this.handler = handler;
    this.server = server;
    this.events = events;
    this.looking = List.copyOf(looking);
  }

  /**
   * What the API shows and acts on.
   *
   * @param bus the bus
   * @param controllers its controllers
   * @param reader reads configurations
   * @param plugins gives the deployer, if there is one at the moment
   * @param health gives what asks the health checks, if it is there at the moment
   * @param logLevels gives the levels of the log, if they can be changed
   */
  record Parts(
      Bus bus,
      Controllers controllers,
      ConfigReader reader,
      Supplier<Optional<Plugins>> plugins,
      Supplier<Optional<Health>> health,
      Supplier<Optional<LogLevels>> logLevels) {}

  /**
   * Starts.
   *
   * @throws IOException if the port or the folder can not be used; then nothing is left running
   */
  static HttpApi start(Settings settings, Parts parts) throws IOException {
    Token token = Token.random();
    EventRoutes events = new EventRoutes();
    Traffic traffic = new Traffic();
    ObservationRoutes observing =
        new ObservationRoutes(parts.health(), new Metrics(settings.version(), parts, traffic));
    Routes routes = new Routes(routes(settings, parts, events, observing));
    ApiHandler handler = new ApiHandler(new Guard(token), routes, settings.limits(), traffic);
    ApiServer server = ApiServer.start(settings.port(), handler, settings.limits());
    List<Registration> looking = List.of(events.follow(parts.controllers()));
    HttpApi api = new HttpApi(settings, routes, traffic, handler, server, events, looking);
    try {
      settings.folder().write(server.address(), token.text());
    } catch (IOException failed) {
      api.close();
      throw failed;
    }
    return api;
  }

  private static List<Route> routes(
      Settings settings, Parts parts, EventRoutes events, ObservationRoutes observing) {
    PluginRoutes plugins = new PluginRoutes(parts.plugins());
    List<Route> routes = new ArrayList<>();
    routes.add(OpenApi.route(settings.version(), routes));
    routes.add(info(settings, parts));
    routes.addAll(new BusRoutes(parts.bus(), parts.controllers()).all());
    routes.addAll(plugins.all());
    routes.addAll(observing.all());
    routes.addAll(new LogRoutes(parts.logLevels()).all());
    routes.addAll(new ActionRoutes(plugins::plugins).all());
    routes.addAll(
        new ExecRoutes(parts.bus(), parts.controllers(), parts.reader(), settings.exec()).all());
    routes.addAll(events.all());
    return routes;
  }

  /** Tells the deployments of a deployer from now on, until the registration is closed. */
  Registration follow(Plugins plugins) {
    return events.follow(plugins);
  }

  private static Route info(Settings settings, Parts parts) {
    Instant since = Instant.now();
    return Route.get(
        "/info",
        "tells which daemon this is and how it is doing",
        Route.Shape.one(ApiInfo.class),
        call -> {
          Optional<Plugins> deployer = parts.plugins().get();
          return new ApiInfo(
              settings.version(),
              ProcessHandle.current().pid(),
              since,
              settings.exec(),
              BusStatus.of(parts.bus(), parts.controllers()),
              deployer.map(each -> each.plugins().size()).orElse(0),
              deployer.map(each -> each.quarantine().size()).orElse(0),
              deployer.map(each -> each.leaks().size()).orElse(0));
        });
  }

  List<Route> routes() {
    return routes.all();
  }

  Traffic traffic() {
    return traffic;
  }

  URI address() {
    return server.address();
  }

  @Override
  public void close() {
    try {
      settings.folder().clear();
    } catch (IOException failed) {
      LOG.warn("address and token could not be deleted: {}", failed.toString());
    }
    looking.forEach(Registration::close);
    handler.stopStreams();
    server.close();
  }
}
