// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.BusException;
import bus.api.controller.Controller;
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

  /** Throws if a controller is listed: an object of it can be one controller only. */
  void refuse(Controller controller) {
    for (ControllerRun run : all()) {
      if (run.controller() == controller) {
        throw new IllegalArgumentException("the controller is on the bus already: " + run.name());
      }
    }
  }

  void remove(ControllerRun run) {
    synchronized (lock) {
      runs.remove(run.number());
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
