// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Registration;
import java.util.ArrayList;
import java.util.List;

/** What one question holds on the bus until it is over; what is added later is let go at once. */
final class Holds implements Registration {

  private final Object lock = new Object();
  private final List<Registration> things = new ArrayList<>(4);
  private boolean over;

  void add(Registration thing) {
    synchronized (lock) {
      if (!over) {
        things.add(thing);
        return;
      }
    }
    thing.close();
  }

  /** Holds a place with an owner; throws if the owner has ended, after letting go of everything. */
  void addTo(Owner owner, Registration whenOwnerEnds) {
    try {
      owner.own(whenOwnerEnds);
    } finally {
      add(() -> owner.forget(whenOwnerEnds));
    }
  }

  /** Lets go of everything, the last first. */
  @Override
  public void close() {
    List<Registration> held;
    synchronized (lock) {
      over = true;
      held = List.copyOf(things);
      things.clear();
    }
    for (int i = held.size() - 1; i >= 0; i--) {
      held.get(i).close();
    }
  }
}
