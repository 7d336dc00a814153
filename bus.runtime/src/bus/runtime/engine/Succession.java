// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.time.Duration;
import java.util.Set;

/**
 * The time in which one handler takes the place of others; counts the resolvers of the new one that
 * have not said anything yet.
 *
 * <p>Thread-safe.
 */
final class Succession {

  private volatile Set<HandlerEntry> predecessors;
  private final Object lock = new Object();
  private int unsettled;

  Succession(Set<HandlerEntry> predecessors) {
    this.predecessors = predecessors;
  }

  Set<HandlerEntry> predecessors() {
    return predecessors;
  }

  /** The predecessors are gone; they are forgotten, so that their code can be unloaded. */
  void end() {
    predecessors = Set.of();
  }

  void began() {
    synchronized (lock) {
      unsettled++;
    }
  }

  void settled() {
    synchronized (lock) {
      unsettled--;
      lock.notifyAll();
    }
  }

  /** Waits until each resolver has a value, waits for changes or has ended. */
  boolean awaitSettled(Duration limit) {
    synchronized (lock) {
      return TimedWait.until(lock, () -> unsettled == 0, limit);
    }
  }
}
