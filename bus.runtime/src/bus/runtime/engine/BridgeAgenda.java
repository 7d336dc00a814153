// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a change on one bus means for others, worked off by the thread that made the change.
 *
 * <p>First all forwarders are brought up to date, also those that come to it on the way; no foreign
 * code runs meanwhile, so nothing of it waits for any. Then come the cancellations on the buses
 * concerned, and last what foreign code there must be told. Used by one thread.
 */
final class BridgeAgenda {

  private final Set<Forwarder<?>> due = new LinkedHashSet<>();
  private final Set<InstanceImpl<?>> touched = new LinkedHashSet<>();
  private final List<Runnable> later = new ArrayList<>();

  private BridgeAgenda() {}

  /**
   * Brings forwarders up to date; called with no lock held.
   *
   * @param home the instance whose thread this is: what is told on other buses comes after its
   *     present urgent actions
   */
  static void run(InstanceImpl<?> home, Collection<? extends Forwarder<?>> forwarders) {
    if (forwarders.isEmpty()) {
      return;
    }
    BridgeAgenda agenda = new BridgeAgenda();
    agenda.due.addAll(forwarders);
    agenda.work();
    agenda.touched.forEach(instance -> instance.events.runUrgent());
    synchronized (home.lock) {
      home.events.addUrgent(agenda::deliver);
    }
    home.events.runUrgent();
  }

  private void work() {
    while (!due.isEmpty()) {
      Iterator<Forwarder<?>> first = due.iterator();
      Forwarder<?> forwarder = first.next();
      first.remove();
      forwarder.update(this);
    }
  }

  /** An instance was changed by a forwarder; called with the instance's lock not held. */
  void touched(InstanceImpl<?> instance) {
    touched.add(instance);
    due.addAll(instance.dueForwarders());
  }

  void again(Forwarder<?> forwarder) {
    due.add(forwarder);
  }

  /** Calls something that may run foreign code, when all forwarders are up to date. */
  void later(Runnable action) {
    later.add(action);
  }

  private void deliver() {
    touched.forEach(instance -> instance.events.deliver());
    later.forEach(Runnable::run);
  }
}
