// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Registration;
import bus.api.directive.Scope;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scope that its owner can cancel. Thread-safe; callbacks are called with no lock held. */
public final class CancellableScope implements Scope {

  private static final Logger LOG = LoggerFactory.getLogger(CancellableScope.class);

  private final Object lock = new Object();
  private volatile boolean cancelled;
  private @Nullable Set<Runnable> callbacks;
  private @Nullable Registration parent;

  /**
   * Makes a scope that is cancelled with another one.
   *
   * @param parent the other one
   * @return the child
   */
  public static CancellableScope childOf(Scope parent) {
    CancellableScope child = new CancellableScope();
    child.parent = parent.onCancel(child::cancel);
    return child;
  }

  /** Cancels this scope and calls back, on this thread. Does nothing if it is cancelled. */
  public void cancel() {
    List<Runnable> calls;
    synchronized (lock) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      calls = callbacks == null ? List.of() : List.copyOf(callbacks);
      callbacks = null;
    }
    if (parent != null) {
      parent.close();
    }
    for (Runnable call : calls) {
      Foreign.callback(LOG, "onCancel", "a scope", call::run);
    }
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void await() throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    Registration registration = onCancel(latch::countDown);
    try {
      latch.await();
    } finally {
      registration.close();
    }
  }

  @Override
  public boolean await(Duration time) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    Registration registration = onCancel(latch::countDown);
    try {
      return latch.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } finally {
      registration.close();
    }
  }

  @Override
  public Registration onCancel(Runnable callback) {
    // Its own object, so that adding one callback twice makes two of it.
    Runnable entry = () -> callback.run();
    synchronized (lock) {
      if (!cancelled) {
        if (callbacks == null) {
          callbacks = new LinkedHashSet<>();
        }
        callbacks.add(entry);
        return () -> remove(entry);
      }
    }
    Foreign.callback(LOG, "onCancel", "a scope", callback::run);
    return () -> {};
  }

  private void remove(Runnable entry) {
    synchronized (lock) {
      if (callbacks != null) {
        callbacks.remove(entry);
      }
    }
  }
}
