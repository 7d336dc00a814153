// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Registration;
import java.time.Duration;
import java.util.List;

/** A hold on handlers that are on the bus. Thread-safe. */
public final class AttachedHandlers implements Registration {

  private final DirectiveEngine engine;
  private final List<HandlerEntry> entries;
  private final List<Succession> successions;

  AttachedHandlers(
      DirectiveEngine engine, List<HandlerEntry> entries, List<Succession> successions) {
    this.engine = engine;
    this.entries = List.copyOf(entries);
    this.successions = List.copyOf(successions);
  }

  List<HandlerEntry> entries() {
    return entries;
  }

  /**
   * Waits until each resolver that these handlers gave when they were added has a value, waits for
   * changes or has ended.
   *
   * @param limit how long to wait at most
   * @return false if the time was not enough
   */
  public boolean awaitSettled(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    for (Succession succession : successions) {
      if (!succession.awaitSettled(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  /** Says that the predecessors are gone: these are handlers like others now. */
  public void endSuccession() {
    entries.forEach(HandlerEntry::endSuccession);
  }

  /**
   * Takes the handlers from the bus, the last first; their resolvers are cancelled and their values
   * removed.
   */
  @Override
  public void close() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      engine.remove(entries.get(i));
    }
  }

  /**
   * Waits until no resolver of these handlers executes.
   *
   * @param limit how long to wait at most
   * @return how many still execute
   */
  public int awaitEnd(Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    int executing = 0;
    for (HandlerEntry entry : entries) {
      executing += entry.runs.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
    return executing;
  }
}
