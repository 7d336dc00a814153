// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.BusException;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Merges directives, offers them to handlers and shows them.
 *
 * <p>Thread-safe; there is no lock for the whole: two threads that work on two instances do not
 * meet.
 */
public final class DirectiveEngine implements AutoCloseable {

  private final Threads threads;
  private final HandlerTable handlers = new HandlerTable();
  private final TypeBuckets buckets = new TypeBuckets();
  private final Numbers ids = new Numbers();
  private volatile boolean closed;

  /**
   * Creates an engine without directives and handlers.
   *
   * @param threads where resolvers run; not closed with this
   */
  public DirectiveEngine(Threads threads) {
    this.threads = threads;
  }

  /**
   * Returns where resolvers run.
   *
   * @return the source of threads
   */
  public Threads threads() {
    return threads;
  }

  boolean closed() {
    return closed;
  }

  HandlerTable handlers() {
    return handlers;
  }

  /** Adds a directive on behalf of an owner, or joins the live one with an equal key. */
  <V> Reference<V> add(
      Directive<V> directive, ReferenceHandler<? super V> handler, @Nullable Owner owner) {
    Objects.requireNonNull(directive, "directive");
    Objects.requireNonNull(handler, "handler");
    checkOpen();
    directive.validate();
    Object key = Objects.requireNonNull(directive.mergeKey(), "directive.mergeKey()");
    TypeBucket bucket = buckets.of(directive.getClass());
    ReferenceImpl<V> reference = null;
    while (reference == null) {
      InstanceImpl<?> live = bucket.instances.get(key);
      if (live == null) {
        reference = create(directive, key, bucket, handler, owner);
      } else if (live.directive() != directive && directive.supersedes(live.directive())) {
        live.close();
        bucket.instances.remove(key, live);
      } else {
        reference = join(live, handler, owner);
        if (reference == null) {
          bucket.instances.remove(key, live);
        }
      }
    }
    if (owner != null) {
      owner.own(reference);
      if (reference.released()) {
        // Disposed before it was owned: nobody else will take it out.
        owner.forget(reference);
      }
    }
    return reference;
  }

  /** Returns null if another thread was first. */
  private <V> @Nullable ReferenceImpl<V> create(
      Directive<V> directive,
      Object key,
      TypeBucket bucket,
      ReferenceHandler<? super V> handler,
      @Nullable Owner owner) {
    InstanceImpl<V> created = new InstanceImpl<>(this, ids.next(), directive, key, bucket);
    ReferenceImpl<V> reference = created.tryJoin(handler, false, owner);
    if (bucket.instances.putIfAbsent(key, created) != null) {
      return null;
    }
    if (closed) {
      created.close();
    }
    created.resolvers.askHandlers();
    return reference;
  }

  /** Returns null if the instance was disposed meanwhile. */
  private static <V> @Nullable ReferenceImpl<V> join(
      InstanceImpl<?> live, ReferenceHandler<? super V> handler, @Nullable Owner owner) {
    // The class of the directive determines the type of its values.
    @SuppressWarnings("unchecked")
    InstanceImpl<V> same = (InstanceImpl<V>) live;
    ReferenceImpl<V> reference = same.tryJoin(handler, false, owner);
    same.events.deliver();
    return reference;
  }

  /**
   * Adds a handler and asks it about every live directive of its types.
   *
   * @param handlers the handlers
   * @param owner whose they are, for those who look
   * @return a hold on it
   */
  public AttachedHandlers addHandlers(List<Handler> handlers, String owner) {
    return addHandlers(handlers, owner, null);
  }

  /**
   * Adds handlers that take the place of others: where both answer, the values of the new ones
   * replace those of the old ones in one step if there is room for one only.
   *
   * @param added the handlers
   * @param owner whose they are, for those who look
   * @param predecessors what they replace, or null
   * @return a hold on them
   */
  public AttachedHandlers addHandlers(
      List<Handler> added, String owner, @Nullable AttachedHandlers predecessors) {
    checkOpen();
    List<HandlerEntry> entries = new ArrayList<>();
    List<Succession> successions = new ArrayList<>();
    for (Handler handler : added) {
      Set<Class<?>> types = Set.copyOf(handler.directiveTypes());
      if (types.isEmpty()) {
        throw new IllegalArgumentException("handler takes no directive type: " + handler);
      }
      HandlerEntry entry = new HandlerEntry(handler, types, owner);
      if (predecessors != null) {
        successions.add(entry.succeed(predecessors.entries()));
      }
      entries.add(entry);
    }
    for (HandlerEntry entry : entries) {
      handlers.add(entry);
      for (TypeBucket bucket : buckets.all()) {
        if (bucket.isOfAny(entry.types)) {
          bucket.instances.values().forEach(instance -> instance.resolvers.askLate(entry));
        }
      }
    }
    return new AttachedHandlers(this, entries, successions);
  }

  void remove(HandlerEntry entry) {
    entry.removed = true;
    handlers.remove(entry);
    for (TypeBucket bucket : buckets.all()) {
      if (bucket.isOfAny(entry.types)) {
        bucket.instances.values().forEach(instance -> instance.resolvers.removeHandler(entry));
      }
    }
  }

  /** Returns the live instances, in no order. */
  Stream<InstanceImpl<?>> instances() {
    return buckets.all().stream().flatMap(bucket -> bucket.instances.values().stream());
  }

  /** Returns the live instance that a directive would join, or null; adds nothing. */
  @Nullable InstanceImpl<?> find(Directive<?> directive) {
    return bucket(directive).instances.get(directive.mergeKey());
  }

  TypeBucket bucket(Directive<?> directive) {
    return buckets.of(directive.getClass());
  }

  /**
   * Counts who keeps an instance alive.
   *
   * @param instance an instance of this bus
   * @return how many strong references it has
   */
  public int strongReferences(Instance<?> instance) {
    return instance instanceof InstanceImpl<?> live ? live.strongReferences() : 0;
  }

  private void checkOpen() {
    if (closed) {
      throw new BusException(BusException.Reason.CLOSED, "the bus is closed", null);
    }
  }

  /** Disposes all directives and accepts no more. */
  @Override
  public void close() {
    closed = true;
    for (TypeBucket bucket : buckets.all()) {
      bucket.instances.values().forEach(InstanceImpl::close);
    }
  }
}
