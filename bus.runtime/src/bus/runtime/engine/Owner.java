// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.BusException;
import bus.api.directive.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A node of the tree of owners: what was added to the bus on behalf of one controller, to be taken
 * back with it.
 *
 * <p>Thread-safe.
 */
public final class Owner implements Registration {

  private final String name;
  private final Object lock = new Object();
  private final Set<Registration> owned = new LinkedHashSet<>();
  private final List<AttachedHandlers> ending = new ArrayList<>();
  private boolean closed;

  /**
   * Creates an owner of nothing.
   *
   * @param name who it is, for messages
   */
  public Owner(String name) {
    this.name = name;
  }

  /**
   * Returns who it is.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Refuses to do anything for an owner that has ended.
   *
   * @throws BusException if this is closed
   */
  void checkOpen() {
    synchronized (lock) {
      if (!closed) {
        return;
      }
    }
    throw closedException();
  }

  /** Owns something; if this is closed, takes it back at once and throws. */
  void own(Registration thing) {
    synchronized (lock) {
      if (!closed) {
        owned.add(thing);
        return;
      }
    }
    thing.close();
    throw closedException();
  }

  void forget(Registration thing) {
    synchronized (lock) {
      owned.remove(thing);
    }
  }

  private BusException closedException() {
    return new BusException(BusException.Reason.CLOSED, name + " has ended", null);
  }

  /** Takes everything back, the last first. */
  @Override
  public void close() {
    List<Registration> things;
    synchronized (lock) {
      closed = true;
      things = new ArrayList<>(owned);
      owned.clear();
      for (Registration thing : things) {
        if (thing instanceof AttachedHandlers handlers) {
          ending.add(handlers);
        }
      }
    }
    for (int i = things.size() - 1; i >= 0; i--) {
      things.get(i).close();
    }
  }

  /**
   * Waits, after the close, until no resolver of the handlers that were taken back executes.
   *
   * @param limit how long to wait at most
   * @return how many still execute
   */
  public int awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    List<AttachedHandlers> waiting;
    synchronized (lock) {
      waiting = List.copyOf(ending);
      ending.clear();
    }
    int executing = 0;
    for (AttachedHandlers handlers : waiting) {
      executing += handlers.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return executing;
  }
}
