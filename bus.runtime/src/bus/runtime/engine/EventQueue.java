// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance has to tell foreign code, in order.
 *
 * <p>Protocol: events are added under the lock of the instance, which guards all fields, and
 * delivered with no lock held, by one thread at a time. A thread that finds another one (or itself,
 * further up its stack) delivering leaves its events to that one; so events never nest and the
 * stack does not grow (semantics 9.2-9.4). Urgent actions keep no order and are run by the thread
 * that caused them, so that a cancellation does not wait behind a callback that blocks.
 */
final class EventQueue {

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  private final Object lock;
  private @Nullable Deque<Runnable> events;
  private @Nullable Deque<Runnable> urgent;
  private boolean delivering;

  EventQueue(Object lock) {
    this.lock = lock;
  }

  /** Called with the lock held. */
  void add(Runnable event) {
    if (events == null) {
      events = new ArrayDeque<>(4);
    }
    events.add(event);
  }

  /** Called with the lock held. */
  void addUrgent(Runnable action) {
    if (urgent == null) {
      urgent = new ArrayDeque<>(4);
    }
    urgent.add(action);
  }

  /** Called with the lock not held, after every change. */
  void deliver() {
    runUrgent();
    while (true) {
      Runnable event;
      synchronized (lock) {
        if (delivering || events == null) {
          return;
        }
        event = events.poll();
        if (event == null) {
          events = null;
          return;
        }
        delivering = true;
      }
      try {
        run(event);
      } finally {
        // Also if the stack is so full that not even the failure can be logged: others must go on.
        synchronized (lock) {
          delivering = false;
        }
      }
      runUrgent();
    }
  }

  /** Called with the lock not held. */
  void runUrgent() {
    while (true) {
      Runnable action;
      synchronized (lock) {
        action = urgent == null ? null : urgent.poll();
        if (action == null) {
          urgent = null;
          return;
        }
      }
      run(action);
    }
  }

  /**
   * Foreign code is guarded where it is called; this keeps the queue going if that is forgotten.
   */
  private static void run(Runnable event) {
    Foreign.callback(LOG, "event", event, event::run);
  }
}
