// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Handler;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler on the bus.
 *
 * <p>Its number says what it has been asked about: an instance whose creator read the {@link
 * HandlerTable} at version {@code v} has asked all handlers with a number up to {@code v}; the
 * others ask about the instance when they are added.
 */
final class HandlerEntry {

  final Handler handler;
  final Set<Class<?>> types;
  final String owner;

  /** Set before it is published in the table, constant afterwards. */
  long number;

  /**
   * Set once; read by instances under their lock, so that none attaches a resolver after the
   * removal has passed it.
   */
  volatile boolean removed;

  final Runs runs = new Runs();

  private volatile @Nullable Succession succession;

  HandlerEntry(Handler handler, Set<Class<?>> types, String owner) {
    this.handler = handler;
    this.types = types;
    this.owner = owner;
  }

  /**
   * Makes this the successor of others: its values take the place of theirs, up to a hard limit
   * too, until it ends.
   */
  Succession succeed(Collection<HandlerEntry> predecessors) {
    Succession begun = new Succession(Set.copyOf(predecessors));
    succession = begun;
    return begun;
  }

  void endSuccession() {
    Succession current = succession;
    succession = null;
    if (current != null) {
      current.end();
    }
  }

  @Nullable Succession succession() {
    return succession;
  }

  boolean succeeds(HandlerEntry other) {
    Succession current = succession;
    return current != null && current.predecessors().contains(other);
  }
}
