// SPDX-License-Identifier: Apache-2.0
package bus.runtime;

import bus.api.Bus;
import bus.api.codec.Codecs;
import bus.api.codec.DirectiveCodec;
import bus.api.controller.ControllerFactory;
import bus.api.controller.Controllers;
import bus.api.directive.Registration;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.PluginConstants;
import bus.runtime.control.FactoryEntry;
import bus.runtime.control.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The bus of a framework: offers it, its controllers, the generation switch and the known codecs as
 * services, and tracks the factories and codecs.
 *
 * <p>A factory of a bundle that the deployer has installed is staged; any other one is offered as
 * it comes. Framework properties set limits: {@code hotbus.ready.after}, how many milliseconds
 * {@code execute} must run to count as ready; {@code hotbus.drain}, how many a controller may take
 * to stop; {@code hotbus.handover.time}, how many each step of a state hand-over may take; {@code
 * hotbus.handover.bytes}, how large the state may be.
 */
@Component(
    service = {},
    immediate = true)
public final class BusComponent {

  private static final String READY_AFTER = "hotbus.ready.after";
  private static final String DRAIN = "hotbus.drain";
  private static final String HANDOVER_TIME = "hotbus.handover.time";
  private static final String HANDOVER_BYTES = "hotbus.handover.bytes";

  private final BusRuntime runtime;
  private final List<ServiceRegistration<?>> services = new ArrayList<>();
  private final Map<ServiceReference<?>, FactoryEntry> entries = new ConcurrentHashMap<>();
  private final Map<ServiceReference<?>, Registration> codecs = new ConcurrentHashMap<>();

  /**
   * Starts the bus.
   *
   * @param context of this bundle
   */
  @Activate
  public BusComponent(BundleContext context) {
    runtime = BusRuntime.start(limits(context::getProperty));
    services.add(context.registerService(Bus.class, runtime.bus(), null));
    services.add(context.registerService(Codecs.class, runtime.codecs(), null));
    services.add(context.registerService(Controllers.class, runtime.controllers(), null));
    services.add(context.registerService(GenerationSwitch.class, runtime.generationSwitch(), null));
  }

  static Limits limits(Function<String, @Nullable String> property) {
    Limits limits = Limits.DEFAULT;
    Long readyAfter = number(property, READY_AFTER, "milliseconds");
    if (readyAfter != null) {
      limits = limits.withReadyAfter(Duration.ofMillis(readyAfter));
    }
    Long drain = number(property, DRAIN, "milliseconds");
    if (drain != null) {
      limits = limits.withStop(Duration.ofMillis(drain));
    }
    Long time = number(property, HANDOVER_TIME, "milliseconds");
    if (time != null) {
      limits = limits.withHandOver(Duration.ofMillis(time));
    }
    Long bytes = number(property, HANDOVER_BYTES, "bytes");
    return bytes == null ? limits : limits.withHandOverBytes(bytes);
  }

  private static @Nullable Long number(
      Function<String, @Nullable String> property, String name, String unit) {
    String text = property.apply(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text.trim());
    } catch (NumberFormatException wrong) {
      throw new IllegalArgumentException(
          "framework property %s must be a number of %s, it is '%s'".formatted(name, unit, text));
    }
  }

  /**
   * Dynamic, so that factories come and go while the bus runs; multiple, so there is no question of
   * greediness.
   */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeFactory")
  void addFactory(
      ControllerFactory<?, ?> factory, ServiceReference<ControllerFactory<?, ?>> reference) {
    Bundle bundle = reference.getBundle();
    String location = bundle == null ? "" : bundle.getLocation();
    boolean staged = location.startsWith(PluginConstants.LOCATION_PREFIX);
    Object plugin = reference.getProperty(PluginConstants.SERVICE_PLUGIN_ID);
    FactoryEntry.Source source =
        new FactoryEntry.Source(
            plugin == null ? "" : plugin.toString(),
            staged ? generation(location) : 0,
            bundle == null ? -1 : bundle.getBundleId());
    entries.put(reference, runtime.plane().add(factory, source, staged));
  }

  private static int generation(String location) {
    String number = location.substring(location.lastIndexOf('/') + 1);
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }

  void removeFactory(ServiceReference<ControllerFactory<?, ?>> reference) {
    FactoryEntry entry = entries.remove(reference);
    if (entry != null) {
      runtime.plane().withdraw(entry);
    }
  }

  /** Dynamic and multiple, as factories. */
  @Reference(
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      unbind = "removeCodec")
  void addCodec(DirectiveCodec<?, ?> codec, ServiceReference<DirectiveCodec<?, ?>> reference) {
    codecs.put(reference, runtime.codecs().add(codec));
  }

  void removeCodec(ServiceReference<DirectiveCodec<?, ?>> reference) {
    Registration added = codecs.remove(reference);
    if (added != null) {
      added.close();
    }
  }

  /** Stops the bus: services first, so that nobody takes one that is about to close. */
  @Deactivate
  void deactivate() {
    Collections.reverse(services);
    services.forEach(ServiceRegistration::unregister);
    runtime.close();
  }
}
