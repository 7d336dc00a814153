// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.runtime.engine.Threads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/**
 * Answers {@link ApplyConfigSet}: keeps one controller running for each key that a live set names.
 */
final class ConfigSets {

  private final Bus bus;
  private final Threads threads;
  private final SerialWork work;
  private volatile boolean closing;

  /** Belongs to {@code work}. */
  private final Map<String, ConfigKey> keys = new HashMap<>();

  ConfigSets(Bus bus, Threads threads) {
    this.bus = bus;
    this.threads = threads;
    this.work = new SerialWork(threads, "config sets");
  }

  Handler handler() {
    return Handler.of(ApplyConfigSet.class, directive -> resolver(directive.set()));
  }

  private Resolver<KeyStatus> resolver(ConfigSet set) {
    return Resolver.async((scope, sink) -> apply(set, sink));
  }

  /** Returns what is resolved when each key has a status to show. */
  private Promise<Boolean> apply(ConfigSet set, Sink<KeyStatus> sink) {
    Deferred<Boolean> answered = threads.promises().deferred();
    AtomicInteger silent = new AtomicInteger(set.entries().size());
    Runnable told =
        () -> {
          if (silent.decrementAndGet() == 0) {
            answered.resolve(true);
          }
        };
    if (set.entries().isEmpty()) {
      answered.resolve(true);
    }
    List<Runnable> releases = new ArrayList<>();
    work.submit(
        () ->
            set.entries()
                .forEach(
                    (key, entry) -> claim(key, new ConfigKey.Claim(entry, sink, told), releases)));
    sink.onResolverRemoved(() -> work.submit(() -> releases.forEach(Runnable::run)));
    return answered.getPromise();
  }

  /** The bus closes: what is asked for is not changed any more. */
  void close() {
    closing = true;
  }

  private void claim(String key, ConfigKey.Claim claim, List<Runnable> releases) {
    if (closing) {
      return;
    }
    releases.add(() -> release(key, claim));
    keys.computeIfAbsent(key, each -> new ConfigKey(each, bus, work)).claim(claim);
  }

  private void release(String key, ConfigKey.Claim claim) {
    if (closing) {
      return;
    }
    ConfigKey state = keys.get(key);
    if (state != null && state.release(claim)) {
      keys.remove(key);
    }
  }
}
