// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import bus.api.config.Default;
import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes controllers that repeat words; counts those that live. */
final class EchoFactory implements ControllerFactory<EchoFactory.Config, EchoFactory.Echo> {

  static final String ID = "itest/echo";

  final AtomicInteger alive = new AtomicInteger();

  /** Nested and not public, as a plugin's often is. */
  record Config(String word, @Default("2") int times) {}

  record Repeat(String what) implements Directive<String> {}

  final class Echo implements Controller {

    private final Config config;

    private Echo(Config config) {
      this.config = config;
      alive.incrementAndGet();
    }

    @Override
    public List<Handler> handlers() {
      return List.of(
          Handler.answeringInline(
              Repeat.class,
              request -> (config.word() + " " + request.what() + " ").repeat(config.times())));
    }

    @Override
    public void close() {
      alive.decrementAndGet();
    }
  }

  @Override
  public ControllerInfo info() {
    return ControllerInfo.of(ID, "1.0.0", "Repeats words.");
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public Echo construct(Config config, ControllerContext context) {
    return new Echo(config);
  }
}
