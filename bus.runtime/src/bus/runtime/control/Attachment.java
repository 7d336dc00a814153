// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.directive.Handler;
import bus.runtime.engine.AttachedHandlers;
import bus.runtime.engine.DirectiveEngine;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The handlers of one controller, as they are on the bus. Thread-safe; the engine is called with no
 * lock held.
 */
final class Attachment {

  private final DirectiveEngine engine;
  private final String owner;
  private final Object lock = new Object();
  private @Nullable AttachedHandlers attached;
  private boolean closed;

  Attachment(DirectiveEngine engine, String owner) {
    this.engine = engine;
    this.owner = owner;
  }

  /** Puts handlers on the bus, in the place of others if they are given; not if this is closed. */
  void attach(List<Handler> handlers, @Nullable Attachment predecessor) {
    AttachedHandlers before = predecessor == null ? null : predecessor.handlers();
    AttachedHandlers added = engine.addHandlers(handlers, owner, before);
    boolean tooLate;
    synchronized (lock) {
      tooLate = closed;
      attached = added;
    }
    if (tooLate) {
      added.close();
    }
  }

  /**
   * Waits until the handlers have answered what they were asked when they were attached in the
   * place of others.
   */
  boolean awaitSettled(Duration limit) {
    AttachedHandlers current = handlers();
    return current == null || current.awaitSettled(limit);
  }

  /** Says that the handlers before are gone: these are handlers like others now. */
  void endSuccession() {
    AttachedHandlers current = handlers();
    if (current != null) {
      current.endSuccession();
    }
  }

  /** Takes the handlers from the bus. */
  void detach() {
    AttachedHandlers current = handlers();
    if (current != null) {
      current.close();
    }
  }

  /** Takes the handlers from the bus, for good. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
    detach();
  }

  /** Lets go of the handlers, which were taken from the bus. */
  void forget() {
    synchronized (lock) {
      attached = null;
    }
  }

  /** Returns what is on the bus, or was; null if nothing yet. */
  @Nullable AttachedHandlers handlers() {
    synchronized (lock) {
      return attached;
    }
  }
}
