// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Scope;
import java.util.concurrent.atomic.AtomicInteger;

/** A controller that runs until it is stopped, or refuses to; and how many of it run. */
final class Sleeper implements Controller {
  static final String ID = "test/sleeper";

  record Config(String name) {}

  private final Config config;
  private final AtomicInteger running;

  private Sleeper(Config config, AtomicInteger running) {
    this.config = config;
    this.running = running;
  }

  static ControllerFactory<Config, Sleeper> factory(AtomicInteger running) {
    return new ControllerFactory<>() {
      @Override
      public ControllerInfo info() {
        return ControllerInfo.of(ID, "1.0.0", "");
      }

      @Override
      public Class<Config> configType() {
        return Config.class;
      }

      @Override
      public Sleeper construct(Config config, ControllerContext context) {
        return new Sleeper(config, running);
      }
    };
  }

  @Override
  public void execute(Scope scope) throws InterruptedException {
    if (config.name().startsWith("bad")) {
      throw new IllegalStateException("no " + config.name());
    }
    running.incrementAndGet();
    try {
      scope.await();
    } finally {
      running.decrementAndGet();
    }
  }
}
