// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
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

/**
 * Answers {@link ApplyConfigSet}: keeps one controller running for each key that a live set names.
 */
final class ConfigSets {

  private final Bus bus;
  private final SerialWork work;

  /** Belongs to {@code work}. */
  private final Map<String, ConfigKey> keys = new HashMap<>();

  ConfigSets(Bus bus, Threads threads) {
    this.bus = bus;
    this.work = new SerialWork(threads, "config sets");
  }

  Handler handler() {
    return Handler.of(ApplyConfigSet.class, directive -> resolver(directive.set()));
  }

  private Resolver<KeyStatus> resolver(ConfigSet set) {
    return Resolver.inline(sink -> apply(set, sink));
  }

  private void apply(ConfigSet set, Sink<KeyStatus> sink) {
    List<Runnable> releases = new ArrayList<>();
    work.submit(() -> set.entries().forEach((key, entry) -> claim(key, entry, sink, releases)));
    sink.onResolverRemoved(() -> work.submit(() -> releases.forEach(Runnable::run)));
  }

  private void claim(String key, ConfigEntry entry, Sink<KeyStatus> sink, List<Runnable> releases) {
    ConfigKey.Claim claim = new ConfigKey.Claim(entry, sink);
    keys.computeIfAbsent(key, each -> new ConfigKey(each, bus, work)).claim(claim);
    releases.add(() -> release(key, claim));
  }

  private void release(String key, ConfigKey.Claim claim) {
    ConfigKey state = keys.get(key);
    if (state != null && state.release(claim)) {
      keys.remove(key);
    }
  }
}
