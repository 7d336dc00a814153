// SPDX-License-Identifier: Apache-2.0
package bus.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus;
import bus.api.controller.LoadController;
import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.runtime.control.Limits;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A bus on a plain class path (design 3). */
class BusRuntimeTest {

  private static final class GreeterFactory
      implements ControllerFactory<GreeterFactory.Config, GreeterFactory.Greeter> {

    record Config(String greeting) {}

    record Greeter(Config config) implements Controller {
      @Override
      public List<Handler> handlers() {
        return List.of(
            Handler.answeringInline(Ask.class, ask -> config.greeting() + ", " + ask.name()));
      }
    }

    @Override
    public ControllerInfo info() {
      return ControllerInfo.of("demo/greeter", "1.0.0", "greets");
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Greeter construct(Config config, ControllerContext context) {
      return new Greeter(config);
    }
  }

  /** 15.1, 30.2: from a factory and settings to an answer, and back to nothing. */
  @Test
  void runsAControllerFromSettingsAndTakesItsFactoryBack() throws InterruptedException {
    Limits limits = Limits.DEFAULT.withReadyAfter(Duration.ZERO);
    try (BusRuntime runtime = BusRuntime.start(limits)) {
      Registration factory = runtime.addFactory(new GreeterFactory());
      Reference<ControllerStatus> loaded =
          runtime.bus().add(new LoadController("demo/greeter", Map.of("greeting", "Hello")));
      assertThat(Waits.value(runtime.bus().first(Ask.of("world")))).isEqualTo("Hello, world");
      assertThat(runtime.controllers().controllers()).hasSize(1);
      factory.close();
      factory.close();
      assertThat(runtime.controllers().controllers()).isEmpty();
      assertThat(loaded.instance().state().values().get(0).value().phase())
          .isEqualTo(ControllerStatus.Phase.WAITING_FOR_FACTORY);
      assertThat(runtime.stop()).isEmpty();
      assertThat(runtime.stop()).isEmpty();
    }
  }

  private static final class CounterFactory
      implements ControllerFactory<CounterFactory.Config, CounterFactory.Counter> {

    record Config() {}

    static final class Counter implements Stateful {
      private long asked;

      @Override
      public List<Handler> handlers() {
        return List.of(Handler.answering(Ask.class, ask -> ask.name() + " " + next()));
      }

      private synchronized long next() {
        return ++asked;
      }

      @Override
      public synchronized State saveState() {
        return State.of(1, Map.of("asked", asked));
      }

      @Override
      public synchronized boolean restoreState(State state) {
        asked = state.number("asked", 0);
        return true;
      }
    }

    @Override
    public ControllerInfo info() {
      return ControllerInfo.of("demo/counter", "1.0.0", "counts");
    }

    @Override
    public Class<Config> configType() {
      return Config.class;
    }

    @Override
    public Counter construct(Config config, ControllerContext context) {
      return new Counter();
    }
  }

  /** 14.5: how docs/controllers.md tells to try a replacement. */
  @Test
  void movesAControllerWithItsStateToAFactoryThatIsAddedLater() throws InterruptedException {
    Limits limits = Limits.DEFAULT.withReadyAfter(Duration.ZERO);
    try (BusRuntime runtime = BusRuntime.start(limits)) {
      Registration old = runtime.addFactory(new CounterFactory());
      runtime.bus().add(new LoadController("demo/counter", Map.of()));
      assertThat(Waits.value(runtime.bus().first(Ask.of("a")))).isEqualTo("a 1");

      runtime.addFactory(new CounterFactory());
      old.close();

      assertThat(Waits.value(runtime.bus().first(Ask.of("b")))).isEqualTo("b 2");
    }
  }
}
