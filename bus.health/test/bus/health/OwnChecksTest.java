// SPDX-License-Identifier: Apache-2.0
package bus.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.runtime.BusRuntime;
import java.time.Duration;
import java.util.Map;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The checks of Hotbus on a real bus. */
@Timeout(60)
final class OwnChecksTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private final BusRuntime runtime = BusRuntime.start();

  /** Settings that say whether it works. */
  public record Config(boolean works) {}

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static final class Worker implements Controller {
    private final boolean works;

    Worker(boolean works) {
      this.works = works;
    }

    @Override
    public void execute(Scope scope) throws InterruptedException {
      if (!works) {
        throw new IllegalStateException("no power");
      }
      scope.await();
    }
  }

  private static ControllerFactory<Config, Worker> factory() {
    return new ControllerFactory<>() {
      @Override
      public ControllerInfo info() {
        return ControllerInfo.of("acme/worker", "1.0.0", "");
      }

      @Override
      public Class<Config> configType() {
        return Config.class;
      }

      @Override
      public Worker construct(Config config, ControllerContext context) {
        return new Worker(config.works());
      }
    };
  }

  private Reference<KeyStatus> apply(Map<String, Object> config) {
    return runtime
        .bus()
        .add(new ApplyConfigSet(ConfigSet.of(Map.of("w", ConfigEntry.of("acme/worker", config)))));
  }

  private static void becomes(HealthCheck check, Status status, String text) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Result result = check.execute();
              assertThat(result.getStatus()).as(result.toString()).isEqualTo(status);
              assertThat(result.toString()).contains(text);
            });
  }

  @Test
  void followTheKeysOfConfigurations() {
    HealthCheck check = new ConfigurationCheck(runtime.controllers());
    becomes(check, Status.OK, "0 keys");
    try (Reference<KeyStatus> applied = apply(Map.of("works", true))) {
      becomes(check, Status.TEMPORARILY_UNAVAILABLE, "w (acme/worker) is WAITING_FOR_FACTORY");
      Registration factory = runtime.addFactory(factory());
      becomes(check, Status.OK, "1 keys");
      factory.close();
      becomes(check, Status.TEMPORARILY_UNAVAILABLE, "WAITING_FOR_FACTORY");
    }
    becomes(check, Status.OK, "0 keys");
  }

  @Test
  void findWhatIsWrong() {
    runtime.addFactory(factory());
    HealthCheck keys = new ConfigurationCheck(runtime.controllers());
    try (Reference<KeyStatus> applied = apply(Map.of("works", "maybe"))) {
      becomes(keys, Status.CRITICAL, "INVALID_CONFIG");
    }
    try (Reference<KeyStatus> applied = apply(Map.of("works", false))) {
      becomes(keys, Status.CRITICAL, "no power");
    }
    HealthCheck controllers = new ControllersCheck(runtime.controllers());
    becomes(controllers, Status.OK, "0 controllers");
    runtime.controllers().add(ControllerInfo.of("acme/own", "1.0.0", ""), new Worker(true));
    becomes(controllers, Status.OK, "1 controllers");
  }
}
