// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The model of a reference: what it was told, compared with the rules while it is told.
 * Thread-safe.
 */
final class Held implements ReferenceHandler<String> {

  private final History history;

  /** At which notice to do what; a reference that has done it does nothing more. */
  private final int reactAt;

  private final Consumer<Held> reaction;
  private final AtomicBoolean releasing = new AtomicBoolean();
  private volatile @Nullable Reference<String> reference;
  private volatile @Nullable Life life;
  private volatile boolean wanting = true;

  /** Set when {@code release} has returned. */
  private volatile @Nullable Thread releaser;

  private final Map<Long, String> told = new TreeMap<>();
  private long highest;
  private int notices;
  private int late;
  private boolean disposed;
  private boolean inside;

  Held(History history, int reactAt, Consumer<Held> reaction) {
    this.history = history;
    this.reactAt = reactAt;
    this.reaction = reaction;
  }

  /** Says what this is a reference to; before that it can not be released. */
  void bind(Reference<String> bound, Life boundTo) {
    life = boundTo;
    reference = bound;
    history.references.add(this);
  }

  /** As {@link #bind}, of an instance that may have ended before. */
  void bindLate(Reference<String> bound, Life boundTo) {
    wanting = !bound.released();
    bind(bound, boundTo);
  }

  @Nullable Reference<String> reference() {
    return reference;
  }

  @Nullable Life life() {
    return life;
  }

  /** Releases it, once. */
  void release() {
    Reference<String> bound = reference;
    if (bound != null && releasing.compareAndSet(false, true)) {
      bound.release();
      releaser = Thread.currentThread();
      if (!bound.released()) {
        history.breach("not released after release: " + this);
      }
    }
  }

  boolean releasing() {
    return releasing.get();
  }

  /** Whether its instance must not have ended by itself. */
  boolean keepsAlive() {
    Reference<String> bound = reference;
    return bound != null && !bound.weak() && wanting && !releasing();
  }

  @Override
  public void added(Value<? extends String> value) {
    boolean react = enter("added " + value.id());
    synchronized (this) {
      if (value.id() <= highest) {
        history.breach("added again or out of order: " + value + " to " + this);
      }
      highest = Math.max(highest, value.id());
      told.put(value.id(), value.value());
    }
    leave(react);
  }

  @Override
  public void removed(Value<? extends String> value) {
    boolean react = enter("removed " + value.id());
    synchronized (this) {
      if (!value.value().equals(told.remove(value.id()))) {
        history.breach("removed, but not there: " + value + " of " + this);
      }
    }
    leave(react);
  }

  @Override
  public void disposed() {
    boolean react = enter("disposed");
    synchronized (this) {
      if (!told.isEmpty()) {
        history.breach("disposed with values " + told + ": " + this);
      }
      disposed = true;
    }
    leave(react);
  }

  private synchronized boolean enter(String what) {
    if (inside) {
      history.breach("overlaps: " + what + " of " + this);
    }
    if (disposed) {
      history.breach("after disposed: " + what + " of " + this);
    }
    if (releaser != null) {
      // One call may have been under way on another thread, but no more.
      late++;
      if (late > 1 || Thread.currentThread() == releaser) {
        history.breach("after release: " + what + " of " + this);
      }
    }
    inside = true;
    notices++;
    return notices == reactAt;
  }

  private void leave(boolean react) {
    if (react) {
      reaction.accept(this);
    }
    synchronized (this) {
      inside = false;
    }
  }

  /** Returns the values that it knows. */
  synchronized Map<Long, String> told() {
    return new TreeMap<>(told);
  }

  synchronized boolean wasDisposed() {
    return disposed;
  }

  @Override
  public String toString() {
    Reference<String> bound = reference;
    return bound == null
        ? "a reference that is being added"
        : (bound.weak() ? "weak" : "strong") + " reference to " + life;
  }
}
