// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy.plugin;

import bus.api.controller.Controller;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.bench.deploy.api.Ask;
import java.util.List;

/** Answers which build it is of. */
final class Answerer implements Controller {
  private final String name;
  private final long number;

  Answerer(String name, long number) {
    this.name = name;
    this.number = number;
  }

  @Override
  public List<Handler> handlers() {
    return List.of(
        Handler.of(Ask.class, ask -> ask.plugin().equals(name) ? Resolver.of(number) : null));
  }

  @Override
  public void execute(Scope scope) {
    // It has nothing to do but to answer.
  }
}
