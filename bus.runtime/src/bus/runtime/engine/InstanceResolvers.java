// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Failure;
import bus.api.directive.Resolver;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resolvers of an instance, and the asking of handlers for them. Guarded by the instance's
 * lock.
 */
final class InstanceResolvers<V> {

  private static final Logger LOG = LoggerFactory.getLogger(InstanceImpl.class);

  private final InstanceImpl<V> instance;

  /** The version of the handler table as of which handlers were asked; -1 before. */
  private long askedUpTo = -1;

  private List<ResolverNode<V>> nodes = List.of();
  private List<Refusal> refusals = List.of();

  /** A handler that failed when it was asked. */
  record Refusal(HandlerEntry handler, Failure failure) {}

  InstanceResolvers(InstanceImpl<V> instance) {
    this.instance = instance;
  }

  /** Asks the handlers that there are; called once, by the creator. */
  void askHandlers() {
    List<HandlerEntry> entries;
    synchronized (instance.lock) {
      if (instance.disposed()) {
        return;
      }
      askedUpTo = instance.engine.handlers().version();
      entries = instance.engine.handlers().find(instance.types(), askedUpTo);
      if (entries.isEmpty()) {
        instance.ready();
      }
    }
    List<List<Resolver<V>>> answers = new ArrayList<>(entries.size());
    for (HandlerEntry entry : entries) {
      answers.add(ask(entry));
    }
    synchronized (instance.lock) {
      for (int i = 0; i < entries.size(); i++) {
        attach(entries.get(i), answers.get(i));
      }
      instance.ready();
    }
    instance.events.deliver();
  }

  /** Asks a handler that was added after this instance, unless its creator has asked it or will. */
  void askLate(HandlerEntry entry) {
    synchronized (instance.lock) {
      if (instance.disposed() || askedUpTo < 0 || askedUpTo >= entry.number) {
        return;
      }
    }
    List<Resolver<V>> answer = ask(entry);
    synchronized (instance.lock) {
      attach(entry, answer);
      instance.changed();
    }
    instance.events.deliver();
  }

  @SuppressWarnings("unchecked")
  private List<Resolver<V>> ask(HandlerEntry entry) {
    Foreign.Answer<List<? extends Resolver<?>>> answer =
        Foreign.ask(() -> entry.handler.handle(instance));
    if (answer.failure() != null) {
      LOG.warn(
          "handler failed, it answers nothing here directive={} owner={} failure={}",
          instance,
          entry.owner,
          answer.failure().trace());
      refused(new Refusal(entry, answer.failure()));
    }
    List<Resolver<V>> resolvers = List.of();
    if (answer.value() != null) {
      for (Resolver<?> resolver : answer.value()) {
        if (resolver != null) {
          resolvers = Small.with(resolvers, (Resolver<V>) resolver);
        }
      }
    }
    return resolvers;
  }

  private void refused(Refusal refusal) {
    synchronized (instance.lock) {
      if (!refusal.handler.removed && !instance.disposed()) {
        List<Refusal> more = new ArrayList<>(refusals);
        more.add(refusal);
        refusals = List.copyOf(more);
      }
    }
  }

  /**
   * Attaches what a handler answered, unless it or this instance is gone meanwhile (semantics 4.7).
   */
  private void attach(HandlerEntry entry, List<Resolver<V>> resolvers) {
    if (entry.removed || instance.disposed()) {
      return;
    }
    for (Resolver<V> resolver : resolvers) {
      attach(new ResolverNode<>(instance, entry, resolver, null));
    }
  }

  private void attach(ResolverNode<V> node) {
    nodes = Small.with(nodes, node);
    if (instance.values.full() && !node.successor()) {
      node.changed();
    } else {
      node.start();
    }
  }

  ResolverNode<V> attachChild(ResolverNode<V> parent, Resolver<V> child) {
    ResolverNode<V> node = new ResolverNode<>(instance, parent.handler, child, parent);
    attach(node);
    instance.changed();
    return node;
  }

  void removeChild(ResolverNode<V> parent, ResolverNode<V> child) {
    synchronized (instance.lock) {
      parent.forgetChild(child);
      child.remove();
    }
    instance.events.deliver();
  }

  /** Removes all resolvers of a handler. */
  void removeHandler(HandlerEntry entry) {
    synchronized (instance.lock) {
      for (ResolverNode<V> node : List.copyOf(nodes)) {
        if (node.handler == entry) {
          node.remove();
        }
      }
      if (!refusals.isEmpty()) {
        refusals = refusals.stream().filter(refusal -> refusal.handler != entry).toList();
      }
    }
    instance.events.deliver();
  }

  /** Called by a node that is removed. */
  void detach(ResolverNode<V> node) {
    nodes = Small.without(nodes, node);
  }

  // The rest is called with the lock held.

  List<ResolverNode<V>> all() {
    return List.copyOf(nodes);
  }

  List<Refusal> refusals() {
    return refusals;
  }

  boolean idle() {
    for (ResolverNode<V> node : nodes) {
      if (!node.idle()) {
        return false;
      }
    }
    return true;
  }

  List<Failure> failures() {
    List<Failure> failures = new ArrayList<>(0);
    for (ResolverNode<V> node : nodes) {
      for (Failure failure : node.failures()) {
        if (!containsSame(failures, failure)) {
          failures.add(failure);
        }
      }
    }
    return failures;
  }

  /** Two bridges may see the same failure; two equal ones are two. */
  @SuppressWarnings("ReferenceEquality") // identity is meant
  private static boolean containsSame(List<Failure> failures, Failure failure) {
    return failures.stream().anyMatch(each -> each == failure);
  }

  /** Removes all, the last attached first. */
  void removeAll() {
    refusals = List.of();
    while (!nodes.isEmpty()) {
      nodes.get(nodes.size() - 1).remove();
    }
  }
}
