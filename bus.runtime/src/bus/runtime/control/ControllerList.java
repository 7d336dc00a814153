// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.BusException;
import bus.api.controller.Controller;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The controllers that exist, by number. Thread-safe. */
final class ControllerList {

  private final StatusNotices notices = new StatusNotices();
  private final AtomicLong numbers = new AtomicLong();
  private final Object lock = new Object();
  private final Map<Long, ControllerRun> runs = new TreeMap<>();
  private final IdentityHashMap<Controller, ControllerRun> objects = new IdentityHashMap<>();
  private boolean closing;

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Lists a controller; throws if the bus is closing, so that none escapes that. */
  void add(ControllerRun run) {
    synchronized (lock) {
      if (!closing) {
        runs.put(run.number(), run);
        return;
      }
    }
    throw new BusException(BusException.Reason.CLOSED, "the bus is closed", null);
  }

  /** Keeps an object for a run; throws if another one has it: an object is one controller only. */
  void reserve(Controller controller, ControllerRun run) {
    ControllerRun other;
    synchronized (lock) {
      other = objects.putIfAbsent(controller, run);
    }
    if (other != null) {
      throw new IllegalArgumentException("the controller is on the bus already: " + other.name());
    }
  }

  /** Takes a run and its object off. */
  void remove(ControllerRun run, Controller controller) {
    synchronized (lock) {
      runs.remove(run.number());
      objects.remove(controller);
    }
  }

  List<ControllerRun> all() {
    synchronized (lock) {
      return List.copyOf(runs.values());
    }
  }

  /** Tells listeners how the controllers are doing. */
  StatusNotices notices() {
    return notices;
  }

  /** Accepts no more. */
  void close() {
    synchronized (lock) {
      closing = true;
    }
  }

  boolean closing() {
    synchronized (lock) {
      return closing;
    }
  }
}
