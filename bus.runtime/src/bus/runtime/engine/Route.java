// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * The buses that something has passed on its way over bridges, its origin first.
 *
 * <p>The loop guard: nothing is passed on to a bus that is on its route. So each step makes a route
 * longer, no two things can hold each other up in a circle, and what has lost its origin dies out.
 */
record Route(List<DirectiveEngine> buses) {

  /** Of what has not left its bus. */
  static final Route LOCAL = new Route(List.of());

  Route {
    buses = List.copyOf(buses);
  }

  boolean passes(DirectiveEngine bus) {
    return buses.contains(bus);
  }

  /** Returns the route after one more bus. */
  Route over(DirectiveEngine bus) {
    List<DirectiveEngine> longer = new ArrayList<>(buses);
    longer.add(bus);
    return new Route(longer);
  }

  DirectiveEngine origin() {
    return buses.get(0);
  }

  boolean shorterThan(Route other) {
    return buses.size() < other.buses.size();
  }
}
