// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import bus.api.controller.ControllerSnapshot;
import bus.api.controller.FactorySnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.HandlerSnapshot;
import java.util.List;

/**
 * All that is on a bus.
 *
 * @param controllers the controllers, in order of attachment
 * @param factories the factories that are offered, by config id
 * @param directives the live directives, in order of creation
 * @param handlers the handlers, in order of addition
 */
public record BusState(
    List<ControllerSnapshot> controllers,
    List<FactorySnapshot> factories,
    List<DirectiveSnapshot> directives,
    List<HandlerSnapshot> handlers) {
  /** Copies the lists. */
  public BusState {
    controllers = List.copyOf(controllers);
    factories = List.copyOf(factories);
    directives = List.copyOf(directives);
    handlers = List.copyOf(handlers);
  }
}
