// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import bus.api.controller.PlannedChange;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/**
 * Answers {@link ApplyConfigSet}: keeps one controller running for each key that a live set names,
 * and {@link bus.api.controller.LookupConfigSet} for those keys.
 */
final class ConfigSets {

  private final ConfigWork context;
  private final AtomicSets atomics;
  private final LiveSets live = new LiveSets(Handler.of(ApplyConfigSet.class, this::resolver));

  ConfigSets(Environment env, Bus bus, FactoryRegistry factories, Loader loader) {
    SerialWork work = new SerialWork(env.threads(), "config sets");
    KeyWork keyWork = new KeyWork(env, bus, factories, loader, work);
    context = new ConfigWork(keyWork, new EntryCheck(env, factories), new ConfigKeys(keyWork));
    factories.onChange(id -> work.submit(() -> context.keys().factoryChanged(id)));
    atomics = new AtomicSets(context);
  }

  List<Handler> handlers() {
    return List.of(live, new KeyLookups(context).handler());
  }

  /** Shows the sets that are applied. Thread-safe. */
  List<AppliedConfigSet> applied() {
    return live.all();
  }

  /** Says what would happen if a set took the place of another one. Thread-safe. */
  List<PlannedChange> plan(ConfigSet old, ConfigSet next) {
    return new ConfigPlan(context.keys().views(), context.check(), old, next).changes();
  }

  private Resolver<KeyStatus> resolver(ApplyConfigSet directive) {
    ConfigSet set = directive.set();
    return directive.mode() == ApplyConfigSet.Mode.ATOMIC
        ? Resolver.async((scope, sink) -> atomics.apply(set, sink))
        : Resolver.async((scope, sink) -> apply(set, sink));
  }

  /** Returns what is resolved when each key has a status to show. */
  private Promise<Boolean> apply(ConfigSet set, Sink<KeyStatus> sink) {
    Deferred<Boolean> answered = context.env().threads().promises().deferred();
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
    KeyTeller teller = new KeyTeller(context.env().threads(), sink, told);
    List<Runnable> releases = new ArrayList<>();
    context
        .work()
        .submit(
            () ->
                set.entries()
                    .forEach((key, entry) -> claim(key, new Claim(entry, teller), releases)));
    sink.onResolverRemoved(() -> context.work().submit(() -> releases.forEach(Runnable::run)));
    return answered.getPromise();
  }

  private void claim(String key, Claim claim, List<Runnable> releases) {
    if (context.closing()) {
      return;
    }
    releases.add(() -> release(key, claim));
    context.keys().get(key).claim(claim);
  }

  private void release(String key, Claim claim) {
    ConfigKey state = context.keys().find(key);
    if (context.closing() || state == null) {
      return;
    }
    state.release(claim);
    context.keys().drop(key);
    atomics.claimLeft(key);
  }
}
