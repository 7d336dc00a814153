// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.DirectiveSnapshot;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Failure;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
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
  final Object lock = new Object();
  final EventQueue events = new EventQueue(lock);
  private final long id;
  private final Directive<V> directive;
  private final Object key;
  private final TypeBucket bucket;
  private final ValueOptions options;
  private final ReferenceList<V> references = new ReferenceList<>();
  private final ValueTable<V> values = new ValueTable<>();
  private final StateListeners<V> listeners = new StateListeners<>(this);

  private volatile Phase phase = Phase.ASKING;

  /** The version of the handler table as of which handlers were asked; -1 before. */
  private long askedUpTo = -1;

  private List<ResolverNode<V>> nodes = List.of();
  private @Nullable Set<Runnable> disposeCallbacks;
  private @Nullable CancellableScope scope;
  private @Nullable Future<?> disposeTimer;
  private @Nullable Object disposeExpiry;
  private boolean full;

  InstanceImpl(
      DirectiveEngine engine, long id, Directive<V> directive, Object key, TypeBucket bucket) {
    this.engine = engine;
    this.id = id;
    this.directive = directive;
    this.key = key;
    this.bucket = bucket;
    this.options = directive.valueOptions();
  }

  // Handlers

  /** Asks the handlers that there are; called once, by the creator. */
  void askHandlers() {
    List<HandlerEntry> entries;
    synchronized (lock) {
      if (phase == Phase.DISPOSED) {
        return;
      }
      askedUpTo = engine.handlers().version();
      entries = engine.handlers().find(bucket.types, askedUpTo);
    }
    if (entries.isEmpty()) {
      ready();
      return;
    }
    List<List<Resolver<V>>> answers = new ArrayList<>(entries.size());
    for (HandlerEntry entry : entries) {
      answers.add(ask(entry));
    }
    synchronized (lock) {
      for (int i = 0; i < entries.size(); i++) {
        attach(entries.get(i), answers.get(i));
      }
    }
    ready();
  }

  private void ready() {
    synchronized (lock) {
      if (phase == Phase.ASKING) {
        phase = Phase.READY;
        changed();
      }
    }
    events.deliver();
  }

  /** Asks a handler that was added after this instance, unless its creator has asked it or will. */
  void askLate(HandlerEntry entry) {
    synchronized (lock) {
      if (phase == Phase.DISPOSED || askedUpTo < 0 || askedUpTo >= entry.number) {
        return;
      }
    }
    List<Resolver<V>> answer = ask(entry);
    synchronized (lock) {
      attach(entry, answer);
      changed();
    }
    events.deliver();
  }

  @SuppressWarnings("unchecked")
  private List<Resolver<V>> ask(HandlerEntry entry) {
    Foreign.Answer<List<? extends Resolver<?>>> answer =
        Foreign.ask(() -> entry.handler.handle(this));
    if (answer.failure() != null) {
      LOG.warn(
          "handler failed, it answers nothing here directive={} owner={} failure={}",
          this,
          entry.owner,
          answer.failure().trace());
    }
    List<Resolver<V>> resolvers = new ArrayList<>(1);
    if (answer.value() != null) {
      for (Resolver<?> resolver : answer.value()) {
        if (resolver != null) {
          resolvers.add((Resolver<V>) resolver);
        }
      }
    }
    return resolvers;
  }

  /**
   * Attaches what a handler answered, unless it or this instance is gone meanwhile (semantics 4.7).
   */
  private void attach(HandlerEntry entry, List<Resolver<V>> resolvers) {
    if (entry.removed || phase == Phase.DISPOSED) {
      return;
    }
    for (Resolver<V> resolver : resolvers) {
      attach(new ResolverNode<>(this, entry, resolver, null));
    }
  }

  private void attach(ResolverNode<V> node) {
    if (nodes.isEmpty()) {
      nodes = new ArrayList<>(1);
    }
    nodes.add(node);
    if (full && !node.successor()) {
      node.changed();
    } else {
      node.start();
    }
  }

  ResolverNode<V> attachChild(ResolverNode<V> parent, Resolver<V> child) {
    ResolverNode<V> node = new ResolverNode<>(this, parent.handler, child, parent);
    attach(node);
    changed();
    return node;
  }

  void removeChild(ResolverNode<V> parent, ResolverNode<V> child) {
    synchronized (lock) {
      parent.forgetChild(child);
      child.remove();
    }
    events.deliver();
  }

  /** Removes all resolvers of a handler. */
  void removeHandler(HandlerEntry entry) {
    synchronized (lock) {
      for (ResolverNode<V> node : List.copyOf(nodes)) {
        if (node.handler == entry) {
          node.remove();
        }
      }
    }
    events.deliver();
  }

  /** Called by a node that is removed. */
  void detach(ResolverNode<V> node) {
    nodes.remove(node);
  }

  // Values; all called with the lock held

  @Nullable ValueEntry<V> addValue(ResolverNode<V> node, V value) {
    if (options.hardLimit() && options.maxValues() > 0 && values.size() >= options.maxValues()) {
      ValueEntry<V> predecessor = values.firstOf(other -> node.handler.succeeds(other.handler));
      if (predecessor == null) {
        return null;
      }
      return exchange(predecessor, node, value);
    }
    ValueEntry<V> entry = announce(node, value);
    checkLimit();
    return entry;
  }

  @Nullable ValueEntry<V> replaceValue(ResolverNode<V> node, Value<V> old, V value) {
    ValueEntry<V> entry = find(node, old.id());
    return entry == null ? addValue(node, value) : exchange(entry, node, value);
  }

  @Nullable ValueEntry<V> setValue(ResolverNode<V> node, V value) {
    List<Value<V>> present = valuesOf(node);
    if (present.isEmpty()) {
      return addValue(node, value);
    }
    ValueEntry<V> entry = replaceValue(node, present.get(0), value);
    for (Value<V> old : present.subList(1, present.size())) {
      removeValue(node, old.id());
    }
    return entry;
  }

  /** One step: the count does not change, so no limit is reached or left. */
  private ValueEntry<V> exchange(ValueEntry<V> old, ResolverNode<V> node, V value) {
    ValueEntry<V> entry = announce(node, value);
    withdraw(old);
    return entry;
  }

  private ValueEntry<V> announce(ResolverNode<V> node, V value) {
    ValueEntry<V> entry = values.add(value, node);
    List<ReferenceImpl<V>> listening = references.listening();
    if (!listening.isEmpty()) {
      events.add(() -> listening.forEach(reference -> reference.tellAdded(entry.value)));
    }
    node.valueAdded();
    return entry;
  }

  private void withdraw(ValueEntry<V> entry) {
    values.remove(entry);
    entry.node.valueRemoved();
    if (entry.removedCallbacks != null) {
      entry.removedCallbacks.forEach(events::add);
    }
    List<ReferenceImpl<V>> listening = references.listening();
    if (!listening.isEmpty()) {
      events.add(() -> listening.forEach(reference -> reference.tellRemoved(entry.value)));
    }
    changed();
  }

  boolean removeValue(ResolverNode<V> node, long valueId) {
    ValueEntry<V> entry = find(node, valueId);
    if (entry == null) {
      return false;
    }
    withdraw(entry);
    checkLimit();
    return true;
  }

  List<Value<V>> removeValuesOf(ResolverNode<V> node) {
    if (node.values() == 0) {
      return List.of();
    }
    List<ValueEntry<V>> removed = values.of(node);
    removed.forEach(this::withdraw);
    checkLimit();
    return removed.stream().map(entry -> entry.value).toList();
  }

  List<Value<V>> valuesOf(ResolverNode<V> node) {
    return node.values() == 0
        ? List.of()
        : values.of(node).stream().map(entry -> entry.value).toList();
  }

  @Nullable ValueEntry<V> find(ResolverNode<V> node, long valueId) {
    ValueEntry<V> entry = values.find(valueId);
    return entry == null || entry.node != node ? null : entry;
  }

  private void checkLimit() {
    boolean nowFull = options.maxValues() > 0 && values.size() >= options.maxValues();
    if (nowFull == full || phase == Phase.DISPOSED) {
      return;
    }
    full = nowFull;
    for (ResolverNode<V> node : List.copyOf(nodes)) {
      if (nowFull) {
        node.limitReached();
      } else {
        node.roomAppeared();
      }
    }
    changed();
  }

  // State

  /** Something that {@link #state} shows has changed; called with the lock held. */
  void changed() {
    listeners.changed();
  }

  /** Called with the lock held. */
  DirectiveState<V> stateLocked() {
    List<Failure> failures = new ArrayList<>(0);
    boolean idle = phase == Phase.READY;
    for (ResolverNode<V> node : nodes) {
      idle &= node.idle();
      Failure failure = node.failure();
      if (failure != null) {
        failures.add(failure);
      }
    }
    return new DirectiveState<>(
        idle || phase == Phase.DISPOSED, values.all(), failures, phase == Phase.DISPOSED);
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
      registration = listeners.add(listener);
    }
    events.deliver();
    return registration;
  }

  DirectiveSnapshot snapshot() {
    List<ValueEntry<V>> entries;
    List<DirectiveSnapshot.ResolverSnapshot> resolvers;
    boolean idle;
    int strong;
    int weak;
    synchronized (lock) {
      entries = values.entries();
      resolvers = nodes.stream().map(ResolverNode::snapshot).toList();
      idle = stateLocked().idle();
      strong = references.strong();
      weak = references.weak();
    }
    List<DirectiveSnapshot.ValueSnapshot> texts =
        entries.stream()
            .map(
                entry ->
                    new DirectiveSnapshot.ValueSnapshot(
                        entry.value.id(),
                        Foreign.describe(entry.value.value()),
                        entry.node.handler.owner))
            .toList();
    return new DirectiveSnapshot(
        id,
        directive.getClass().getName(),
        Foreign.describe(directive),
        idle,
        strong,
        weak,
        texts,
        resolvers);
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
      references.add(reference);
      if (!weak) {
        cancelTimer();
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
    synchronized (lock) {
      reference.released = true;
      if (references.remove(reference) && references.strong() == 0) {
        unreferenced();
      }
    }
    events.deliver();
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
    while (!nodes.isEmpty()) {
      nodes.get(nodes.size() - 1).remove();
    }
    if (disposeCallbacks != null) {
      disposeCallbacks.forEach(events::add);
      disposeCallbacks = null;
    }
    List<ReferenceImpl<V>> left = references.drain();
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
