// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import java.util.List;
import java.util.Set;

/**
 * A handler of a controller that is known to be good before anything happens on the bus, so that
 * putting it there can not fail half-way through a switch.
 */
record CheckedHandler(Handler handler, Set<Class<?>> directiveTypes) implements Handler {

  static List<Handler> all(List<Handler> handlers) {
    return handlers.stream().map(CheckedHandler::of).toList();
  }

  private static Handler of(Handler handler) {
    Set<Class<?>> types = Set.copyOf(handler.directiveTypes());
    if (types.isEmpty()) {
      throw new IllegalArgumentException("handler takes no directive type: " + handler);
    }
    return new CheckedHandler(handler, types);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) throws Exception {
    return handler.handle(instance);
  }
}
