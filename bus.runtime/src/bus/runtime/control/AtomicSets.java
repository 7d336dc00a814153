// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open sets that are applied as a whole: tries them, one at a time, and again when an obstacle
 * may have gone.
 *
 * <p>Belongs to the serial work of {@link ConfigSets}, except where it says so; tries run in a work
 * of their own, where they may wait.
 */
final class AtomicSets {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicSets.class);

  private final ConfigWork context;
  private final SerialWork tries;
  private final List<AtomicSet> open = new ArrayList<>();

  AtomicSets(ConfigWork context) {
    this.context = context;
    this.tries = new SerialWork(context.env().threads(), "atomic config sets");
    context.context().factories().onChange(id -> context.work().submit(() -> factoryChanged(id)));
  }

  /** Returns what is resolved when the set was tried for the first time. Thread-safe. */
  Promise<Boolean> apply(ConfigSet set, Sink<KeyStatus> sink) {
    Environment env = context.env();
    Deferred<Boolean> tried = env.threads().promises().deferred();
    Retry retry = new Retry(env, context.work());
    KeyTeller teller = new KeyTeller(env.threads(), sink, () -> {});
    AtomicSet atomic = new AtomicSet(set, teller, env.clock(), retry, () -> tried.resolve(true));
    context.work().submit(() -> add(atomic));
    sink.onResolverRemoved(() -> context.work().submit(() -> release(atomic)));
    return tried.getPromise();
  }

  private void add(AtomicSet set) {
    if (context.closing()) {
      return;
    }
    open.add(set);
    set.claims().keySet().forEach(key -> context.keys().get(key).expect());
    set.tellWaiting();
    begin(set);
  }

  private void release(AtomicSet set) {
    set.release();
    if (!context.closing() && !set.trying()) {
      leave(set);
    }
  }

  private void leave(AtomicSet set) {
    if (!open.remove(set)) {
      return;
    }
    set.claims()
        .forEach(
            (key, claim) -> {
              ConfigKey state = context.keys().get(key);
              if (set.inEffect()) {
                state.release(claim);
              } else {
                state.forget();
              }
              context.keys().drop(key);
            });
    if (set.inEffect()) {
      set.claims().keySet().forEach(this::claimLeft);
    }
  }

  /** A claim on a key is gone; another set may have been waiting for that. */
  void claimLeft(String key) {
    List.copyOf(open).stream().filter(set -> set.outrankedAt(key)).forEach(this::begin);
  }

  private void factoryChanged(String id) {
    for (AtomicSet set : List.copyOf(open)) {
      if (set.concerns(id)) {
        set.resetRetry();
        begin(set);
      }
    }
  }

  private void begin(AtomicSet set) {
    if (!context.closing() && set.begin()) {
      tries.submit(() -> attempt(set));
    }
  }

  /** In the work of the tries. */
  private void attempt(AtomicSet set) {
    AtomicTry attempt = new AtomicTry(context, set);
    try {
      attempt.run();
    } finally {
      Map<String, Obstacle> obstacles = Map.copyOf(attempt.obstacles());
      boolean interrupted = attempt.interrupted();
      context.work().submit(() -> ended(set, obstacles, interrupted));
    }
  }

  private void ended(AtomicSet set, Map<String, Obstacle> obstacles, boolean interrupted) {
    if (context.closing()) {
      set.end();
      return;
    }
    if (!set.inEffect() && !set.released() && !obstacles.isEmpty()) {
      set.refused(obstacles, !interrupted, () -> begin(set));
      LOG.warn("config set is not applied reason={}", set.summary());
    }
    boolean again = set.end();
    if (set.released()) {
      leave(set);
    } else if (again) {
      begin(set);
    }
  }
}
