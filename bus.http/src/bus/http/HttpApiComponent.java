// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.Bus;
import bus.api.config.ConfigReader;
import bus.api.controller.Controllers;
import bus.api.observe.Health;
import bus.api.observe.LogLevels;
import bus.api.plugin.Plugins;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The API as a component, set up by framework properties: {@code hotbus.api.folder}, {@code
 * hotbus.api.port} and {@code hotbus.api.exec}. When it runs it is registered as a service that
 * carries its address, under {@value #ADDRESS}.
 */
@Component(
    service = {},
    immediate = true)
public final class HttpApiComponent {
  private static final String ADDRESS = "hotbus.api.address";
  private final HttpApi api;
  private final ServiceRegistration<?> service;
  private final Deployers deployers = new Deployers();

  /** Optional, as is the bundle that has it. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable Health health;

  /** Optional, since a process need not have a log that can be changed. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  private volatile @Nullable LogLevels logLevels;

  /**
   * Starts the API.
   *
   * @throws IOException if the port or the folder can not be used
   */
  @Activate
  public HttpApiComponent(
      BundleContext context,
      @Reference Bus bus,
      @Reference Controllers controllers,
      @Reference ConfigReader reader)
      throws IOException {
    HttpApi.Parts parts =
        new HttpApi.Parts(
            bus,
            controllers,
            reader,
            deployers,
            () -> Optional.ofNullable(health),
            () -> Optional.ofNullable(logLevels));
    api = HttpApi.start(Settings.of(context), parts);
    service =
        context.registerService(
            HttpApiComponent.class,
            this,
            FrameworkUtil.asDictionary(Map.of(ADDRESS, api.address().toString())));
  }

  /** Optional, since a daemon need not load plugins; dynamic, so that the API is there before. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removePlugins")
  void addPlugins(Plugins deployer) {
    deployers.add(deployer, api::follow);
  }

  void removePlugins(Plugins deployer) {
    deployers.remove(deployer);
  }

  /** Stops the API. */
  @Deactivate
  public void deactivate() {
    service.unregister();
    api.close();
  }
}
