// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.DirectiveSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live record of a directive.
 *
 * <p>Protocol: {@code lock} guards everything that changes, here and in the nodes, runs, references
 * and values of this instance. Changes are made under it and put what foreign code must be told,
 * called or cancelled into {@code events}; every method that changes something ends with {@code
 * events.deliver()}, which does that with no lock held. The lock is the innermost one but for those
 * of {@link Succession} and the {@link TypeBucket}'s map.
 */
final class InstanceImpl<V> implements Instance<V> {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceImpl.class);

  private enum Phase {
    /** Handlers are being asked: not idle yet. */
    ASKING,
    READY,
    DISPOSED
  }

  final DirectiveEngine engine;
  final EventQueue events = new EventQueue();

  /** The queue itself: one object less for each instance. */
  final Object lock = events;

  private final long id;
  private final Directive<V> directive;
  private final Object key;
  private final TypeBucket bucket;
  private final ValueOptions options;
  private final boolean wanting;
  private final long created = System.currentTimeMillis();
  final ReferenceList<V> references = new ReferenceList<>();
  final InstanceResolvers<V> resolvers = new InstanceResolvers<>(this);
  final InstanceValues<V> values;
  private @Nullable StateListeners<V> listeners;
  private @Nullable InstanceBridges<V> bridges;

  private volatile Phase phase = Phase.ASKING;

  private @Nullable Set<Runnable> disposeCallbacks;
  private @Nullable CancellableScope scope;
  private @Nullable ScheduledFuture<?> disposeTimer;
  private @Nullable Object disposeExpiry;

  InstanceImpl(
      DirectiveEngine engine, long id, Directive<V> directive, Object key, TypeBucket bucket) {
    this.engine = engine;
    this.id = id;
    this.directive = directive;
    this.key = key;
    this.bucket = bucket;
    this.options = directive.valueOptions();
    this.wanting = directive.wantsValues();
    this.values = new InstanceValues<>(this, options);
  }

  /** All handlers were asked; called with the lock held. */
  void ready() {
    if (phase == Phase.ASKING) {
      phase = Phase.READY;
      changed();
    }
  }

  // State

  /** Something that {@link #state} shows has changed; called with the lock held. */
  void changed() {
    if (listeners != null) {
      listeners.changed();
    }
    if (bridges != null) {
      bridges.changed();
    }
  }

  /** Whether handlers are still being asked. */
  boolean asking() {
    return phase == Phase.ASKING;
  }

  /** Called with the lock held. */
  InstanceBridges<V> bridges() {
    if (bridges == null) {
      bridges = new InstanceBridges<>(this);
    }
    return bridges;
  }

  /** Returns the forwarders of bridges that must look at this again; the lock is not held. */
  List<Forwarder<?>> dueForwarders() {
    synchronized (lock) {
      return bridges == null ? List.of() : bridges.due();
    }
  }

  /** Called with the lock held. */
  DirectiveState<V> stateLocked() {
    boolean disposed = phase == Phase.DISPOSED;
    boolean idle = disposed || (phase == Phase.READY && resolvers.idle());
    return new DirectiveState<>(idle, values.all(), resolvers.failures(), disposed);
  }

  @Override
  public DirectiveState<V> state() {
    synchronized (lock) {
      return stateLocked();
    }
  }

  @Override
  public Registration onState(Consumer<? super DirectiveState<V>> listener) {
    Registration registration;
    synchronized (lock) {
      if (listeners == null) {
        listeners = new StateListeners<>(this);
      }
      registration = listeners.add(listener);
    }
    events.deliver();
    return registration;
  }

  int strongReferences() {
    synchronized (lock) {
      return references.strong();
    }
  }

  DirectiveSnapshot snapshot() {
    SnapshotMaker<V> maker = new SnapshotMaker<>();
    synchronized (lock) {
      maker.look(references, values.entries(), resolvers);
      maker.asking = phase == Phase.ASKING;
      maker.idle = stateLocked().idle();
      maker.full = values.full();
      maker.disposal = disposeTimer;
    }
    return maker.make(id, directive, key, options, Instant.ofEpochMilli(created));
  }

  /** Says whether this has no value and an owner of that name wants one. */
  boolean isMissedBy(Collection<String> owners) {
    synchronized (lock) {
      return wanting
          && phase != Phase.DISPOSED
          && values.size() == 0
          && references.anyStrongOf(owners);
    }
  }

  // References and the end

  /**
   * Adds a strong reference, unless this instance is disposed; stops the dispose timer (semantics
   * 3.5, 5.7).
   */
  @Nullable ReferenceImpl<V> tryJoin(
      ReferenceHandler<? super V> handler, boolean weak, @Nullable Owner owner) {
    ReferenceImpl<V> reference = new ReferenceImpl<>(this, handler, weak, owner);
    synchronized (lock) {
      if (phase == Phase.DISPOSED) {
        return null;
      }
      if (reference.bridgeHold() != null) {
        bridges();
      }
      references.add(reference);
      if (!weak) {
        cancelTimer();
      }
      if (bridges != null) {
        bridges.referenceAdded(reference);
      }
      if (values.size() > 0 && !reference.silent()) {
        List<Value<V>> present = values.all();
        events.add(() -> present.forEach(reference::tellAdded));
      }
    }
    return reference;
  }

  @Override
  public Reference<V> addReference(ReferenceHandler<? super V> handler) {
    return join(handler, false);
  }

  @Override
  public Reference<V> addWeakReference(ReferenceHandler<? super V> handler) {
    return join(handler, true);
  }

  private Reference<V> join(ReferenceHandler<? super V> handler, boolean weak) {
    ReferenceImpl<V> reference = tryJoin(handler, weak, null);
    if (reference == null) {
      reference = new ReferenceImpl<>(this, handler, weak, null);
      synchronized (lock) {
        events.add(reference::tellDisposed);
      }
    }
    events.deliver();
    return reference;
  }

  void release(ReferenceImpl<V> reference) {
    releaseQuietly(reference);
    events.deliver();
  }

  /** Releases a reference; {@code events.deliver()} must follow. */
  void releaseQuietly(ReferenceImpl<V> reference) {
    synchronized (lock) {
      reference.released = true;
      if (!references.remove(reference)) {
        return;
      }
      if (bridges != null) {
        bridges.referenceRemoved(reference);
      }
      if (references.strong() == 0) {
        unreferenced();
      }
    }
  }

  private void unreferenced() {
    boolean empty = values.size() == 0;
    if (options.unreferencedDelay().isZero() || (options.disposeEmptyAtOnce() && empty)) {
      dispose();
    } else if (disposeTimer == null) {
      Object expiry = new Object();
      disposeExpiry = expiry;
      disposeTimer =
          engine
              .threads()
              .later(
                  options.unreferencedDelay(),
                  () -> engine.threads().start("dispose", () -> expired(expiry)));
    }
  }

  /** The delay is over, unless this was wanted again meanwhile. */
  private void expired(Object expiry) {
    synchronized (lock) {
      if (disposeExpiry == expiry) {
        dispose();
      }
    }
    events.deliver();
  }

  private void cancelTimer() {
    if (disposeTimer != null) {
      disposeTimer.cancel(false);
      disposeTimer = null;
    }
    disposeExpiry = null;
  }

  @Override
  public boolean closeIfUnreferenced(boolean evenWithWeakReferences) {
    synchronized (lock) {
      if (references.strong() == 0 && (evenWithWeakReferences || references.weak() == 0)) {
        dispose();
      }
    }
    events.deliver();
    return disposed();
  }

  @Override
  public void close() {
    synchronized (lock) {
      dispose();
    }
    events.deliver();
  }

  /** Called with the lock held; what follows is told in the order of semantics 5.10. */
  private void dispose() {
    if (phase == Phase.DISPOSED) {
      return;
    }
    phase = Phase.DISPOSED;
    cancelTimer();
    // Later, with no lock held: the map compares keys, which is foreign code.
    events.addUrgent(() -> bucket.instances.remove(key, this));
    if (scope != null) {
      events.addUrgent(scope::cancel);
    }
    resolvers.removeAll();
    if (disposeCallbacks != null) {
      disposeCallbacks.forEach(events::add);
      disposeCallbacks = null;
    }
    List<ReferenceImpl<V>> left = references.drain();
    if (bridges != null) {
      bridges.disposed();
    }
    for (ReferenceImpl<V> reference : left) {
      events.add(reference::tellDisposed);
      if (reference.owner != null) {
        Owner owner = reference.owner;
        events.addUrgent(() -> owner.forget(reference));
      }
    }
    changed();
  }

  boolean disposed() {
    return phase == Phase.DISPOSED;
  }

  @Override
  public Registration onDisposed(Runnable callback) {
    Runnable entry = () -> Foreign.callback(LOG, "onDisposed", this, callback::run);
    synchronized (lock) {
      if (phase != Phase.DISPOSED) {
        if (disposeCallbacks == null) {
          disposeCallbacks = new LinkedHashSet<>();
        }
        disposeCallbacks.add(entry);
        return () -> {
          synchronized (lock) {
            if (disposeCallbacks != null) {
              disposeCallbacks.remove(entry);
            }
          }
        };
      }
    }
    entry.run();
    return () -> {};
  }

  // What it is

  /** Returns the class of the directive and all its supertypes. */
  List<Class<?>> types() {
    return bucket.types;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public Directive<V> directive() {
    return directive;
  }

  @Override
  public Scope scope() {
    synchronized (lock) {
      if (scope == null) {
        scope = new CancellableScope();
        if (phase == Phase.DISPOSED) {
          scope.cancel();
        }
      }
      return scope;
    }
  }

  @Override
  public String toString() {
    return "#" + id + " " + Foreign.describe(directive);
  }
}
