// SPDX-License-Identifier: Apache-2.0
package demo.boilerplate;

import bus.api.controller.Controller;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import bus.api.directive.Scope;
import demo.greeting.Greet;
import demo.greeting.Greeting;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Greets whoever asks. */
@ControllerType(id = "demo/boilerplate", version = "1.0.0", description = "Greets whoever asks.")
public final class Boilerplate implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(Boilerplate.class);

  private final Config config;

  /**
   * What it is told.
   *
   * @param greeting the word to greet with
   */
  public record Config(String greeting) {

    /** Checks it. */
    public Config {
      if (greeting.isBlank()) {
        throw new IllegalArgumentException("greeting must not be blank");
      }
    }
  }

  Boilerplate(Config config) {
    this.config = config;
  }

  @Resolves
  Greeting greet(Greet request) {
    return new Greeting(config.greeting() + ", " + request.name() + "!");
  }

  @Override
  public void execute(Scope scope) {
    LOG.info("hello from boilerplate greeting={}", config.greeting());
  }

  @Override
  public void close() {
    LOG.info("goodbye from boilerplate greeting={}", config.greeting());
  }
}
