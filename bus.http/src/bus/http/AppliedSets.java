// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.config.ConfigEntry;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ConfigSetStatus;
import bus.api.controller.KeyStatus;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Resolver;
import bus.http.wire.AppliedSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** The configuration sets that are applied on a bus. It answers nothing, it only looks. */
final class AppliedSets implements Handler {
  private final Map<Long, Instance<?>> live = new ConcurrentSkipListMap<>();

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(ApplyConfigSet.class);
  }

  @Override
  public List<? extends Resolver<?>> handle(Instance<?> instance) {
    live.put(instance.id(), instance);
    instance.onDisposed(() -> live.remove(instance.id()));
    return List.of();
  }

  /** Shows them, in order of addition. */
  List<AppliedSet> all() {
    return live.values().stream().map(AppliedSets::applied).toList();
  }

  /** Returns what is wanted now, as {@link Leaving#thing} has it. */
  Set<ConfigEntry> wanted() {
    return live.values().stream()
        .filter(instance -> !instance.state().disposed())
        .map(instance -> (ApplyConfigSet) instance.directive())
        .flatMap(directive -> directive.set().entries().values().stream())
        .map(Leaving::thing)
        .collect(Collectors.toSet());
  }

  private static AppliedSet applied(Instance<?> instance) {
    List<KeyStatus> keys = new ArrayList<>();
    for (Object value : instance.state().all()) {
      keys.add((KeyStatus) value);
    }
    keys.sort(Comparator.comparing(KeyStatus::key));
    ConfigSetStatus status = ConfigSetStatus.of(keys);
    ApplyConfigSet.Mode mode = ((ApplyConfigSet) instance.directive()).mode();
    return new AppliedSet(instance.id(), mode, status.ready(), status.summary(), keys);
  }

  @Override
  public String toString() {
    return "the HTTP API";
  }
}
