// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.Bus;
import bus.api.controller.BusStatus;
import bus.api.controller.Controllers;
import bus.api.directive.Registration;
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
  private final ApiServer server;
  private final Registration looking;

  private HttpApi(Settings settings, ApiServer server, Registration looking) {
    this.settings = settings;
    this.server = server;
    this.looking = looking;
  }

  /**
   * Starts.
   *
   * @param plugins gives the deployer, if there is one at the moment
   * @throws IOException if the port or the folder can not be used; then nothing is left running
   */
  static HttpApi start(
      Settings settings, Bus bus, Controllers controllers, Supplier<Optional<Plugins>> plugins)
      throws IOException {
    Token token = Token.random();
    AppliedSets sets = new AppliedSets();
    List<Route> routes = new ArrayList<>();
    routes.add(info(settings, bus, controllers, plugins));
    routes.addAll(new BusRoutes(bus, controllers, sets).all());
    routes.addAll(new PluginRoutes(plugins).all());
    ApiHandler handler = new ApiHandler(new Guard(token), new Routes(routes), settings.limits());
    ApiServer server = ApiServer.start(settings.port(), handler, settings.limits());
    HttpApi api = new HttpApi(settings, server, bus.addHandler(sets));
    try {
      settings.folder().write(server.address(), token.text());
    } catch (IOException failed) {
      api.close();
      throw failed;
    }
    return api;
  }

  private static Route info(
      Settings settings, Bus bus, Controllers controllers, Supplier<Optional<Plugins>> plugins) {
    Instant since = Instant.now();
    return Route.get(
        "/info",
        "tells which daemon this is and how it is doing",
        Route.Shape.one(ApiInfo.class),
        call -> {
          Optional<Plugins> deployer = plugins.get();
          return new ApiInfo(
              settings.version(),
              ProcessHandle.current().pid(),
              since,
              settings.exec(),
              BusStatus.of(bus, controllers),
              deployer.map(each -> each.plugins().size()).orElse(0),
              deployer.map(each -> each.quarantine().size()).orElse(0),
              deployer.map(each -> each.leaks().size()).orElse(0));
        });
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
    server.close();
    looking.close();
  }
}
