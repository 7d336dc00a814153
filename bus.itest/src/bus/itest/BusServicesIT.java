// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.Bus;
import bus.api.OneOff;
import bus.api.Watch;
import bus.api.config.ConfigReader;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.Controllers;
import bus.api.controller.FactorySnapshot;
import bus.api.controller.KeyStatus;
import bus.api.controller.LoadController;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.Plugins;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;

/** The bus as bundles see it. */
@Timeout(60)
final class BusServicesIT {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  @InjectBundleContext BundleContext context;

  @InjectService(timeout = 20_000)
  Bus bus;

  @InjectService(timeout = 20_000)
  Controllers controllers;

  @InjectService(timeout = 20_000)
  ConfigReader reader;

  @InjectService(timeout = 20_000)
  GenerationSwitch generations;

  @InjectService(timeout = 20_000)
  Plugins plugins;

  private ServiceRegistration<?> register(EchoFactory factory) {
    return context.registerService(
        ControllerFactory.class, factory, FrameworkUtil.asDictionary(Map.of()));
  }

  private static boolean is(Watch<ControllerStatus> watch, Phase phase) {
    return watch.state().first().map(status -> status.phase() == phase).orElse(false);
  }

  @Test
  void offersTheBusAndItsPartsAsServices() {
    assertThat(List.of(bus, controllers, reader, generations, plugins)).doesNotContainNull();
  }

  @Test
  void runsControllersOfAFactoryServiceAndStopsThemBeforeItIsGone() throws Exception {
    EchoFactory factory = new EchoFactory();
    LoadController echo = new LoadController(EchoFactory.ID, Map.of("word", "oh"));
    try (Watch<ControllerStatus> watch = bus.watch(echo, state -> {})) {
      await().atMost(LIMIT).until(() -> is(watch, Phase.WAITING_FOR_FACTORY));

      ServiceRegistration<?> service = register(factory);
      await().atMost(LIMIT).until(() -> is(watch, Phase.RUNNING) || is(watch, Phase.FINISHED));
      assertThat(controllers.factories())
          .extracting(FactorySnapshot::info)
          .contains(factory.info());
      assertThat(
              bus.first(new EchoFactory.Repeat("dear"), OneOff.UNTIL_IDLE.within(LIMIT)).getValue())
          .isEqualTo("oh dear oh dear ");

      service.unregister();
      assertThat(factory.alive).hasValue(0);
      await().atMost(LIMIT).until(() -> is(watch, Phase.WAITING_FOR_FACTORY));
    }
  }

  @Test
  void runsAConfigurationSetFromYaml() {
    ConfigSet set = reader.read("one: {id: itest/echo, config: {word: a, times: 1}}", "itest.yaml");
    ServiceRegistration<?> service = register(new EchoFactory());
    try (Watch<KeyStatus> keys = bus.watch(new ApplyConfigSet(set), state -> {})) {
      await()
          .atMost(LIMIT)
          .until(() -> keys.state().first().map(key -> key.status().ready()).orElse(false));
    } finally {
      service.unregister();
    }
  }

  @Test
  void tellsPreciselyWhatIsWrongWithASetting() {
    ServiceRegistration<?> service = register(new EchoFactory());
    LoadController wrong = new LoadController(EchoFactory.ID, Map.of("word", "oh", "tims", 3));
    try (Watch<ControllerStatus> watch = bus.watch(wrong, state -> {})) {
      await().atMost(LIMIT).until(() -> is(watch, Phase.INVALID_CONFIG));
      assertThat(watch.state().first().orElseThrow().summary())
          .contains("tims")
          .contains("did you mean 'times'?");
    } finally {
      service.unregister();
    }
  }

  @Test
  void exportsPackagesOfTheApiOnly() {
    List<Bundle> ours =
        Arrays.stream(context.getBundles())
            .filter(
                bundle ->
                    List.of("bus.api", "bus.runtime", "hot.codegen", "hot.deployer")
                        .contains(bundle.getSymbolicName()))
            .toList();
    assertThat(ours).hasSize(4);
    assertThat(ours)
        .flatExtracting(
            bundle ->
                bundle
                    .adapt(BundleRevision.class)
                    .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE))
        .extracting(
            capability ->
                capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE).toString())
        .containsExactlyInAnyOrder(
            "bus.api",
            "bus.api.codec",
            "bus.api.config",
            "bus.api.controller",
            "bus.api.directive",
            "bus.api.helper",
            "bus.api.observe",
            "bus.api.plugin",
            "bus.api.snapshot");
  }
}
