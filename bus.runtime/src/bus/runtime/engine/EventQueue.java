// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an instance has to tell foreign code, in order.
 *
 * <p>Protocol: events are added under the lock of the instance, which guards all fields (it is this
 * object itself), and delivered with no lock held, by one thread at a time. A thread that finds
 * another one (or itself, further up its stack) delivering leaves its events to that one; so events
 * never nest and the stack does not grow (semantics 9.2-9.4). Urgent actions keep no order towards
 * events and are run by the thread that caused them, so that a cancellation does not wait behind a
 * callback that blocks.
 */
final class EventQueue {

  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** The last event, whose next one is the first: null if there is none. */
  private @Nullable Link events;

  /** The last urgent action, likewise. */
  private @Nullable Link urgent;

  private boolean delivering;

  /** An element of a circle. */
  private static final class Link {

    private final Runnable action;
    private Link next = this;

    private Link(Runnable action) {
      this.action = action;
    }
  }

  private static Link append(@Nullable Link last, Runnable action) {
    Link added = new Link(action);
    if (last != null) {
      added.next = last.next;
      last.next = added;
    }
    return added;
  }

  /** Returns the last one that is left when the first is taken out, null if there is none. */
  @SuppressWarnings("ReferenceEquality") // one link
  private static @Nullable Link withoutFirst(Link last) {
    if (last.next == last) {
      return null;
    }
    last.next = last.next.next;
    return last;
  }

  /** Called with the lock held. */
  void add(Runnable event) {
    events = append(events, event);
  }

  /** Called with the lock held. */
  void addUrgent(Runnable action) {
    urgent = append(urgent, action);
  }

  /**
   * Called with the lock not held, after every change.
   *
   * <p>It looks at the queue without the lock first. That is enough: what this thread has added it
   * sees, or somebody has taken it since; what another one has added, that one delivers.
   */
  void deliver() {
    if (events == null && urgent == null) {
      return;
    }
    boolean mine = false;
    while (true) {
      Runnable action;
      synchronized (this) {
        if (mine) {
          delivering = false;
          mine = false;
        }
        action = pollUrgent();
        if (action == null) {
          action = delivering ? null : pollEvent();
          if (action == null) {
            return;
          }
          delivering = true;
          mine = true;
        }
      }
      run(action, mine);
    }
  }

  /** Called with the lock not held. */
  void runUrgent() {
    while (true) {
      Runnable action;
      synchronized (this) {
        action = pollUrgent();
      }
      if (action == null) {
        return;
      }
      run(action, false);
    }
  }

  private @Nullable Runnable pollUrgent() {
    Link last = urgent;
    if (last == null) {
      return null;
    }
    Runnable first = last.next.action;
    urgent = withoutFirst(last);
    return first;
  }

  private @Nullable Runnable pollEvent() {
    Link last = events;
    if (last == null) {
      return null;
    }
    Runnable first = last.next.action;
    events = withoutFirst(last);
    return first;
  }

  /**
   * Foreign code is guarded where it is called; this keeps the queue going if that is forgotten.
   */
  private void run(Runnable action, boolean event) {
    boolean returned = false;
    try {
      Foreign.callback(LOG, "event", action, action::run);
      returned = true;
    } finally {
      if (event && !returned) {
        // The stack is so full that not even the failure can be logged: others must go on.
        synchronized (this) {
          delivering = false;
        }
      }
    }
  }
}
