// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.BusException;
import bus.api.directive.AsyncResolver;
import bus.api.directive.Directive;
import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/**
 * The resolver of a bridge: has an instance answered by the one of its directive on the target bus.
 *
 * <p>Protocol: {@link #update} compares what is wanted with what is held and shown, and makes up
 * the difference; it is called again after every change of either instance, so it always ends with
 * the latest. It takes the lock of this, and inside it that of one instance at a time, never both;
 * it calls no foreign code. Adding the directive to the target bus does, so that is done with no
 * lock held ({@link #add}).
 *
 * <p>A run lasts until it is cancelled, or until the directive can not be added to the target bus,
 * which is a failure of this resolver.
 */
final class Forwarder<V> implements AsyncResolver<V> {

  private static final PromiseFactory PROMISES =
      new PromiseFactory(PromiseFactory.inlineExecutor());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(10);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final Bridge bridge;
  private final InstanceImpl<V> source;

  /** Guarded by the source's lock. */
  final Mirror<V> mirror = new Mirror<>();

  private final Object lock = new Object();

  /** Written under both locks, so each is enough to read it. */
  private @Nullable ResolverRun<V> run;

  // What follows is guarded by the lock of this.

  private @Nullable Deferred<Void> ended;
  private @Nullable InstanceImpl<V> target;
  private @Nullable ReferenceImpl<V> reference;
  private boolean adding;
  private @Nullable Registration pause;
  private @Nullable Failure failure;
  private int lost;
  private long pauses;
  private long addedAt;

  /** Whose bridge it is. */
  private String owner = "";

  Forwarder(Bridge bridge, InstanceImpl<V> source) {
    this.bridge = bridge;
    this.source = source;
    mirror.begin(Facts.looking(source));
  }

  /** Returns what shows the values, null if there is no run; the source's lock is held. */
  @Nullable ResolverNode<V> node() {
    return run == null || !run.valid ? null : run.node();
  }

  @Override
  public Promise<?> resolve(Scope scope, Sink<V> sink) {
    Deferred<Void> end = PROMISES.deferred();
    synchronized (lock) {
      ended = end;
      failure = null;
      synchronized (source.lock) {
        ResolverRun<V> begun = (ResolverRun<V>) sink;
        run = begun;
        owner = begun.node().handler.owner;
        mirror.begin(Facts.looking(source));
        source.bridges().add(this);
      }
    }
    scope.onCancel(this::look);
    look();
    return end.getPromise();
  }

  private void look() {
    BridgeAgenda.run(source, List.of(this));
  }

  /** What the source wants. */
  private record Wish(boolean over, List<Route> routes, boolean unreferenced) {}

  private Wish wish() {
    synchronized (source.lock) {
      boolean over = node() == null;
      return new Wish(
          over,
          over ? List.of() : source.bridges().interestFor(bridge.target),
          source.references.strong() == 0);
    }
  }

  /** Called by an agenda, with no lock held. */
  void update(BridgeAgenda agenda) {
    synchronized (lock) {
      if (run == null) {
        return;
      }
      Wish wish = wish();
      if (wish.over || failure != null) {
        end(agenda);
      } else {
        hold(agenda, wish);
        show(agenda);
      }
    }
  }

  private void hold(BridgeAgenda agenda, Wish wish) {
    if (target != null && target.disposed()) {
      lose();
    }
    if (wish.routes.isEmpty()) {
      let(agenda);
      if (!wish.unreferenced) {
        // Without any reference it is kept for a while: who comes back finds the values.
        leave();
      }
    } else if (target == null) {
      if (!adding && pause == null) {
        adding = true;
        agenda.later(this::add);
      }
    } else {
      hold(agenda, target, wish.routes);
    }
  }

  private void hold(BridgeAgenda agenda, InstanceImpl<V> held, List<Route> routes) {
    BridgeHold hold = reference == null ? null : reference.bridgeHold();
    if (hold == null) {
      reference = held.tryJoin(new BridgeHold(owner, routes), false, null);
      addedAt = System.nanoTime();
    } else {
      synchronized (held.lock) {
        if (hold.setRoutes(routes)) {
          held.bridges().holdChanged();
        }
      }
    }
    agenda.touched(held);
  }

  /** The target's instance was disposed; if it was held, by force. */
  private void lose() {
    leave();
    boolean wasHeld = reference != null;
    reference = null;
    if (!wasHeld || bridge.target.closed()) {
      return;
    }
    if (System.nanoTime() - addedAt > LONGEST_PAUSE.toNanos()) {
      lost = 0;
    }
    // Not at once: what has superseded it is being added just now.
    long millis = FIRST_PAUSE.toMillis() << Math.min(lost, 10);
    Duration time = Duration.ofMillis(Math.min(millis, LONGEST_PAUSE.toMillis()));
    long number = ++pauses;
    pause = source.engine.threads().timeOut(time, () -> pauseOver(number));
    lost++;
  }

  private void pauseOver(long number) {
    synchronized (lock) {
      if (number != pauses) {
        return;
      }
      pause = null;
    }
    look();
  }

  private void let(BridgeAgenda agenda) {
    if (pause != null) {
      pause.close();
      pause = null;
    }
    if (reference != null && target != null) {
      target.releaseQuietly(reference);
      agenda.touched(target);
    }
    reference = null;
  }

  private void leave() {
    InstanceImpl<V> left = target;
    target = null;
    if (left != null) {
      synchronized (left.lock) {
        left.bridges().unwatch(this);
      }
    }
  }

  private void show(BridgeAgenda agenda) {
    Facts<V> facts = Facts.none();
    InstanceImpl<V> seen = target;
    if (seen != null) {
      synchronized (seen.lock) {
        seen.bridges().watch(this);
        facts = seen.bridges().factsFor(source.engine);
      }
      if (seen.disposed()) {
        // Since it was last looked at, so perhaps before it was watched.
        agenda.again(this);
      }
    } else if (adding || pause != null) {
      facts = Facts.looking(source);
    }
    synchronized (source.lock) {
      if (node() != null) {
        source.bridges().show(this, facts);
      }
    }
    agenda.touched(source);
  }

  private void end(BridgeAgenda agenda) {
    let(agenda);
    leave();
    synchronized (source.lock) {
      if (node() != null) {
        source.bridges().show(this, Facts.none());
      }
      run = null;
      mirror.begin(Facts.none());
      source.bridges().remove(this);
    }
    agenda.touched(source);
    Deferred<Void> done = ended;
    Failure reason = failure;
    if (done != null) {
      agenda.later(() -> finish(done, reason));
    }
  }

  private static void finish(Deferred<Void> done, @Nullable Failure reason) {
    if (reason == null) {
      done.resolve(null);
    } else {
      done.fail(
          new BusException(
              BusException.Reason.RESOLVER_FAILED,
              "the directive can not be added to the target bus",
              reason));
    }
  }

  /** Adds the directive to the target bus, if it is still wanted; called with no lock held. */
  private void add() {
    BridgeHold hold;
    synchronized (lock) {
      List<Route> routes = run == null ? List.of() : wish().routes;
      adding = !routes.isEmpty();
      hold = new BridgeHold(owner, routes);
    }
    if (!hold.routes().isEmpty()) {
      add(hold);
    }
    look();
  }

  private void add(BridgeHold hold) {
    Foreign.Answer<ReferenceImpl<V>> added =
        Foreign.ask(
            () -> {
              Directive<V> directive = source.directive();
              return (ReferenceImpl<V>) bridge.target.add(directive, hold, null);
            });
    ReferenceImpl<V> unwanted = null;
    synchronized (lock) {
      adding = false;
      if (run == null) {
        unwanted = added.value();
      } else if (added.value() == null) {
        failure = added.failure();
      } else {
        reference = added.value();
        target = reference.target();
        addedAt = System.nanoTime();
      }
    }
    if (unwanted != null) {
      unwanted.release();
    }
  }
}
