// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.ReferenceHandler;
import java.util.List;

/**
 * What marks a strong reference as that of a bridge, and says on whose behalf it is held: the
 * routes from the buses where somebody wants the directive.
 */
final class BridgeHold implements ReferenceHandler<Object> {

  /** Whose bridge it is, for those who look. */
  final String owner;

  /** Guarded by the lock of the instance that is held. */
  private List<Route> routes;

  BridgeHold(String owner, List<Route> routes) {
    this.owner = owner;
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  /** Returns whether that is a change. */
  boolean setRoutes(List<Route> now) {
    if (routes.equals(now)) {
      return false;
    }
    routes = List.copyOf(now);
    return true;
  }
}
