// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.AsyncResolver;
import bus.api.directive.BlockingResolver;
import bus.api.directive.Failure;
import bus.api.directive.InlineResolver;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a resolver, and its sink. */
final class ResolverRun<V> implements Sink<V> {

  private static final Logger LOG = LoggerFactory.getLogger(ResolverRun.class);

  private final ResolverNode<V> node;
  private final InstanceImpl<V> instance;

  /** Guarded by the instance's lock for writing. */
  volatile boolean valid = true;

  /** What can be cancelled; null for an inline resolver, of which there may be very many. */
  private final @Nullable RunScope scope;

  ResolverRun(ResolverNode<V> node) {
    this.node = node;
    this.instance = node.instance;
    this.scope = node.resolver instanceof InlineResolver ? null : new RunScope();
  }

  ResolverNode<V> node() {
    return node;
  }

  /** Ends the validity and cancels; called with the instance's lock held. */
  void invalidate() {
    if (valid) {
      valid = false;
      if (scope != null) {
        instance.events.addUrgent(scope::cancelAndInterrupt);
      }
    }
  }

  /** Executes the resolver; an event of the instance. */
  void launch() {
    synchronized (instance.lock) {
      if (!node.launched(this)) {
        return;
      }
    }
    Resolver<V> resolver = node.resolver;
    if (resolver instanceof InlineResolver<V> inline) {
      finished(Foreign.run(() -> inline.resolve(this)));
    } else if (resolver instanceof AsyncResolver<V> async) {
      launchAsync(async, Objects.requireNonNull(scope));
    } else {
      launchBlocking((BlockingResolver<V>) resolver, Objects.requireNonNull(scope));
    }
  }

  private void launchAsync(AsyncResolver<V> async, RunScope scope) {
    Foreign.Answer<Promise<?>> begun = Foreign.ask(() -> async.resolve(scope.scope(), this));
    Promise<?> promise = begun.value();
    if (begun.failure() != null || promise == null) {
      finished(begun.failure());
      return;
    }
    Failure failure =
        Foreign.run(
            () ->
                promise.onResolve(
                    () -> {
                      Foreign.Answer<Throwable> ended = Foreign.ask(promise::getFailure);
                      Throwable thrown = ended.value();
                      finished(thrown == null ? ended.failure() : Failure.of(thrown));
                    }));
    if (failure != null) {
      finished(failure);
    }
  }

  private void launchBlocking(BlockingResolver<V> blocking, RunScope scope) {
    try {
      instance.engine.threads().start(node.handler.owner, () -> execute(blocking, scope));
    } catch (RejectedExecutionException closed) {
      finished(Failure.of("closed", "the bus is closed"));
    }
  }

  private void execute(BlockingResolver<V> blocking, RunScope scope) {
    scope.enter();
    Failure failure = Foreign.run(() -> blocking.resolve(scope.scope(), this));
    scope.leave();
    finished(failure);
  }

  private void finished(@Nullable Failure failure) {
    boolean failed;
    synchronized (instance.lock) {
      failed = failure != null && valid;
      node.finished(this, failure);
    }
    node.handler.runs.ended();
    if (failed && failure != null) {
      LOG.warn(
          "resolver failed, its values stay directive={} owner={} failure={}",
          instance,
          node.handler.owner,
          failure.summary());
    }
    instance.events.deliver();
  }

  @Override
  public Optional<Value<V>> add(V value) {
    Objects.requireNonNull(value, "value");
    ValueEntry<V> entry;
    synchronized (instance.lock) {
      entry = valid ? instance.values.add(node, value) : null;
    }
    instance.events.deliver();
    return Optional.ofNullable(entry).map(added -> added.value);
  }

  @Override
  public Optional<Value<V>> replace(Value<V> old, V value) {
    Objects.requireNonNull(value, "value");
    ValueEntry<V> entry;
    synchronized (instance.lock) {
      entry = valid ? instance.values.replace(node, old, value) : null;
    }
    instance.events.deliver();
    return Optional.ofNullable(entry).map(added -> added.value);
  }

  @Override
  public Optional<Value<V>> set(V value) {
    Objects.requireNonNull(value, "value");
    Value<V> only;
    ValueEntry<V> entry;
    synchronized (instance.lock) {
      only = valid ? instance.values.onlyOf(node) : null;
      entry = valid && only == null ? instance.values.set(node, value) : null;
    }
    if (only != null) {
      // Compared with no lock held: equals is foreign code.
      if (only.value().equals(value)) {
        return Optional.of(only);
      }
      synchronized (instance.lock) {
        entry = valid ? instance.values.set(node, value) : null;
      }
    }
    instance.events.deliver();
    return Optional.ofNullable(entry).map(added -> added.value);
  }

  @Override
  public boolean remove(Value<V> value) {
    boolean removed;
    synchronized (instance.lock) {
      removed = valid && instance.values.remove(node, value.id());
    }
    instance.events.deliver();
    return removed;
  }

  @Override
  public List<Value<V>> clear() {
    List<Value<V>> removed;
    synchronized (instance.lock) {
      removed = valid ? instance.values.removeAllOf(node) : List.of();
    }
    instance.events.deliver();
    return removed;
  }

  @Override
  public List<Value<V>> values() {
    synchronized (instance.lock) {
      return instance.values.of(node);
    }
  }

  @Override
  public void markIdle(boolean idle) {
    synchronized (instance.lock) {
      if (valid) {
        node.markIdle(idle);
      }
    }
    instance.events.deliver();
  }

  @Override
  public boolean valid() {
    return valid;
  }

  @Override
  public Registration onRemoved(Value<V> value, Runnable callback) {
    Runnable entry = callback(callback, "onRemoved");
    synchronized (instance.lock) {
      ValueEntry<V> present = valid ? instance.values.find(node, value.id()) : null;
      if (present != null) {
        present.addCallback(entry);
        return () -> {
          synchronized (instance.lock) {
            if (present.removedCallbacks != null) {
              present.removedCallbacks.remove(entry);
            }
          }
        };
      }
    }
    entry.run();
    return () -> {};
  }

  @Override
  public Registration onResolverRemoved(Runnable callback) {
    Runnable entry = callback(callback, "onResolverRemoved");
    synchronized (instance.lock) {
      if (valid) {
        node.onRemoved(entry);
        return () -> {
          synchronized (instance.lock) {
            node.offRemoved(entry);
          }
        };
      }
    }
    entry.run();
    return () -> {};
  }

  private Runnable callback(Runnable foreign, String what) {
    return () -> Foreign.callback(LOG, what, instance, foreign::run);
  }

  @Override
  public Registration attach(Resolver<V> child) {
    ResolverNode<V> attached;
    synchronized (instance.lock) {
      attached = valid ? instance.resolvers.attachChild(node, child) : null;
    }
    instance.events.deliver();
    return () -> {
      if (attached != null) {
        instance.resolvers.removeChild(node, attached);
      }
    };
  }
}
