// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Scope;
import org.jspecify.annotations.Nullable;

/**
 * The time for which one run of a resolver is wanted, and the thread that it has meanwhile.
 *
 * <p>Thread-safe; the lock, which is this object itself, guards {@code thread}, so that no thread
 * is interrupted after its run.
 */
final class RunScope {

  private final CancellableScope scope = new CancellableScope();
  private @Nullable Thread thread;

  /** Returns what the resolver is given. */
  Scope scope() {
    return scope;
  }

  /** Cancels, and interrupts the thread if there is one now. */
  void cancelAndInterrupt() {
    scope.cancel();
    synchronized (this) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  /** The run has this thread from now on. */
  synchronized void enter() {
    thread = Thread.currentThread();
    if (scope.cancelled()) {
      thread.interrupt();
    }
  }

  /** The run is over: the thread is used again, and an interruption was meant for this run. */
  void leave() {
    synchronized (this) {
      thread = null;
    }
    Thread.interrupted();
  }
}
