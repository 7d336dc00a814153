// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.LoadController;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.runtime.fixture.Ask;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A factory whose controllers take some time to find their answer, on a thread of their own. */
record Slow(String id, String answer, Duration time)
    implements ControllerFactory<Slow.Nothing, Slow.Answering> {

  record Nothing() {}

  static LoadController load(String id) {
    return new LoadController(id, Map.of());
  }

  @Override
  public ControllerInfo info() {
    return ControllerInfo.of(id, "1.0.0", "");
  }

  @Override
  public Class<Nothing> configType() {
    return Nothing.class;
  }

  @Override
  public Answering construct(Nothing config, ControllerContext context) {
    return new Answering(this);
  }

  /** Answers slowly. */
  record Answering(Slow slow) implements Controller {

    @Override
    public List<Handler> handlers() {
      return List.of(
          Handler.of(
              Ask.class,
              ask ->
                  Resolver.blocking(
                      (scope, sink) -> {
                        CountDownLatch never = new CountDownLatch(1);
                        assertThat(never.await(slow.time().toMillis(), TimeUnit.MILLISECONDS))
                            .isFalse();
                        sink.add(slow.answer());
                        scope.await();
                      })));
    }
  }
}
