// SPDX-License-Identifier: Apache-2.0
package demo.watcher;

import bus.api.Watch;
import bus.api.config.Default;
import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerType;
import bus.api.directive.DirectiveState;
import bus.api.directive.Scope;
import demo.greeting.Greet;
import demo.greeting.Greeting;
import demo.words.Words;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wants to be greeted for as long as it runs, and tells each greeting. */
@ControllerType(
    id = "demo/watcher",
    version = "1.0.0",
    description = "Wants to be greeted and tells each greeting.")
public final class Watcher implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(Watcher.class);

  private final Config config;
  private final ControllerContext context;

  /**
   * What it is told.
   *
   * @param name who wants to be greeted
   */
  public record Config(@Default("world") String name) {}

  Watcher(Config config, ControllerContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public void execute(Scope scope) throws InterruptedException {
    Greet greet = new Greet(Words.capitalised(config.name()));
    try (Watch<Greeting> greetings = context.bus().watch(greet, this::tell)) {
      scope.await();
    }
  }

  private void tell(DirectiveState<Greeting> state) {
    state
        .values()
        .forEach(value -> LOG.info("greeted id={} text=\"{}\"", value.id(), value.value().text()));
  }
}
