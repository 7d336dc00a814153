// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.AsyncResolver;
import bus.api.directive.BlockingResolver;
import bus.api.directive.Failure;
import bus.api.directive.Resolver;
import bus.api.snapshot.DirectiveSnapshot.ResolverKind;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resolver attached to an instance: one of its handlers', or the child of another one.
 *
 * <p>States (semantics 6.2); runs never overlap, a start while an earlier run still executes waits
 * for its end:
 *
 * <pre>
 *   attach, not full --> RUNNING --> ENDED                      never run again
 *                           |------> FAILED  --room-->  RUNNING
 *                           |--cap-> STOPPED --room-->  RUNNING
 *   attach while full --> NOT_STARTED        --room-->  RUNNING
 *   any --remove--> REMOVED
 * </pre>
 *
 * <p>All fields are guarded by the instance's lock, all methods are called with it held unless they
 * say otherwise.
 */
final class ResolverNode<V> {

  private enum State {
    NOT_STARTED,
    RUNNING,
    ENDED,
    FAILED,
    STOPPED,
    REMOVED
  }

  final InstanceImpl<V> instance;
  final HandlerEntry handler;
  final Resolver<V> resolver;
  final @Nullable ResolverNode<V> parent;
  private List<ResolverNode<V>> children = List.of();
  private @Nullable Set<Runnable> removedCallbacks;
  private @Nullable Succession succession;

  private State state = State.NOT_STARTED;
  private @Nullable ResolverRun<V> run;
  private @Nullable ResolverRun<V> executing;
  private boolean saidIdle;
  private boolean idleByLimit;
  private int values;
  private @Nullable Failure failure;

  ResolverNode(
      InstanceImpl<V> instance,
      HandlerEntry handler,
      Resolver<V> resolver,
      @Nullable ResolverNode<V> parent) {
    this.instance = instance;
    this.handler = handler;
    this.resolver = resolver;
    this.parent = parent;
    this.succession = handler.succession();
    if (succession != null) {
      succession.began();
    }
    if (parent != null) {
      parent.children = Small.with(parent.children, this);
    }
  }

  /** Returns the resolver if it is that of a bridge. */
  @Nullable Forwarder<V> forwarder() {
    return resolver instanceof Forwarder<V> forwarder ? forwarder : null;
  }

  boolean successor() {
    return succession != null;
  }

  /** Begins a new run, at once or when an earlier one has ended. */
  void start() {
    invalidateRun();
    removeChildren();
    ResolverRun<V> begun = new ResolverRun<>(this);
    run = begun;
    state = State.RUNNING;
    saidIdle = false;
    idleByLimit = false;
    failure = null;
    if (executing == null) {
      instance.events.add(begun::launch);
    }
  }

  /** Called by a run when it begins to execute; false if it is no longer wanted. */
  boolean launched(ResolverRun<V> begun) {
    if (begun != run || !begun.valid || executing != null) {
      return false;
    }
    executing = begun;
    handler.runs.began();
    return true;
  }

  /** Called by a run when it has executed. */
  void finished(ResolverRun<V> ended, @Nullable Failure reason) {
    executing = null;
    if (ended == run) {
      if (ended.valid) {
        state = reason == null ? State.ENDED : State.FAILED;
        failure = reason;
      }
    } else if (run != null && run.valid && state == State.RUNNING) {
      instance.events.add(run::launch);
    }
    changed();
  }

  void markIdle(boolean idle) {
    boolean before = idle();
    saidIdle = idle;
    if (!idle) {
      idleByLimit = false;
    }
    if (before != idle()) {
      changed();
    }
  }

  void valueAdded() {
    values++;
    changed();
  }

  void valueRemoved() {
    values--;
  }

  /** The instance has as many values as are wanted (semantics 7.5). */
  void limitReached() {
    if (idle() || successor()) {
      return;
    }
    if (!hasValues()) {
      state = State.STOPPED;
      invalidateRun();
      removeChildren();
    } else {
      idleByLimit = true;
    }
  }

  /** Whether this or a descendant has values. */
  boolean hasValues() {
    if (values > 0) {
      return true;
    }
    for (ResolverNode<V> child : children) {
      if (child.hasValues()) {
        return true;
      }
    }
    return false;
  }

  /** The instance has room for values again (semantics 7.7, W9). */
  void roomAppeared() {
    idleByLimit = false;
    if (state == State.STOPPED || state == State.FAILED || state == State.NOT_STARTED) {
      start();
    }
  }

  boolean idle() {
    return state != State.RUNNING || saidIdle || idleByLimit;
  }

  boolean removed() {
    return state == State.REMOVED;
  }

  int values() {
    return values;
  }

  @Nullable Failure failure() {
    return failure;
  }

  /** Returns its own failure, and those that a bridge's resolver sees on the other bus. */
  List<Failure> failures() {
    if (failure != null) {
      return List.of(failure);
    }
    Forwarder<V> forwarder = forwarder();
    return forwarder == null ? List.of() : forwarder.mirror.failures();
  }

  void changed() {
    if (succession != null && (idle() || values > 0)) {
      Succession settled = succession;
      succession = null;
      instance.events.addUrgent(settled::settled);
    }
    instance.changed();
  }

  void onRemoved(Runnable callback) {
    if (removedCallbacks == null) {
      removedCallbacks = new LinkedHashSet<>();
    }
    removedCallbacks.add(callback);
  }

  void offRemoved(Runnable callback) {
    if (removedCallbacks != null) {
      removedCallbacks.remove(callback);
    }
  }

  /** Cancels, withdraws the values and calls back, children first (semantics 6.13, 6.14). */
  void remove() {
    if (removed()) {
      return;
    }
    removeChildren();
    state = State.REMOVED;
    invalidateRun();
    instance.values.removeAllOf(this);
    if (removedCallbacks != null) {
      removedCallbacks.forEach(instance.events::add);
      removedCallbacks = null;
    }
    instance.resolvers.detach(this);
    changed();
  }

  /** A child belongs to a run: it ends with it, and a new run attaches its own (W27). */
  private void removeChildren() {
    for (int i = children.size() - 1; i >= 0; i--) {
      children.get(i).remove();
    }
    children = List.of();
  }

  void forgetChild(ResolverNode<V> child) {
    children = Small.without(children, child);
  }

  private void invalidateRun() {
    if (run != null) {
      run.invalidate();
    }
  }

  /** Shows this, given the place of its parent. */
  ResolverSnapshot snapshot(int parentIndex) {
    List<Failure> failures = failures();
    return new ResolverSnapshot(
        handler.owner,
        handler.number,
        parentIndex,
        kind(),
        shown(),
        idle(),
        failures.isEmpty() ? null : failures.get(0));
  }

  private ResolverKind kind() {
    if (resolver instanceof BlockingResolver) {
      return ResolverKind.BLOCKING;
    }
    return resolver instanceof AsyncResolver ? ResolverKind.ASYNC : ResolverKind.INLINE;
  }

  private ResolverState shown() {
    return switch (state) {
      case NOT_STARTED -> ResolverState.NOT_STARTED;
      case RUNNING -> ResolverState.RUNNING;
      case FAILED -> ResolverState.FAILED;
      case STOPPED -> ResolverState.STOPPED;
      // One that is removed is not shown.
      case ENDED, REMOVED -> ResolverState.ENDED;
    };
  }
}
