// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Directive;
import bus.api.snapshot.BusSnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import bus.api.snapshot.Explanation;
import bus.api.snapshot.Explanation.Dependency;
import bus.api.snapshot.HandlerSnapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an engine and says what it sees, as text. Nothing is recorded for it beforehand, so
 * looking costs those who look; used once.
 */
final class Looker {

  private final DirectiveEngine engine;

  /** The instances that are being explained, to see a circle. */
  private final Set<Long> path = new HashSet<>();

  /** How many explanations there are so far; it is no help to be told thousands. */
  private int explained;

  private static final int MOST = 100;

  Looker(DirectiveEngine engine) {
    this.engine = engine;
  }

  BusSnapshot snapshot() {
    return new BusSnapshot(
        engine
            .instances()
            .map(InstanceImpl::snapshot)
            .sorted(Comparator.comparingLong(DirectiveSnapshot::id))
            .toList(),
        shown(engine.handlers().all()));
  }

  Explanation explain(Directive<?> directive) {
    InstanceImpl<?> live = engine.find(directive);
    return live == null
        ? new Explanation(
            directive.getClass().getName(),
            Foreign.describe(directive),
            null,
            handlers(engine.bucket(directive).types),
            List.of())
        : explain(live);
  }

  Optional<Explanation> explain(long id) {
    return engine
        .instances()
        .filter(instance -> instance.id() == id)
        .findFirst()
        .map(this::explain);
  }

  private Explanation explain(InstanceImpl<?> instance) {
    explained++;
    path.add(instance.id());
    DirectiveSnapshot live = instance.snapshot();
    Explanation explanation =
        new Explanation(
            live.type(),
            live.directive(),
            live,
            handlers(instance.types()),
            live.values().isEmpty() ? dependencies(live) : List.of());
    path.remove(instance.id());
    return explanation;
  }

  private List<HandlerSnapshot> handlers(List<Class<?>> types) {
    return shown(engine.handlers().find(types, Long.MAX_VALUE));
  }

  private static List<HandlerSnapshot> shown(List<HandlerEntry> entries) {
    return entries.stream()
        .map(
            entry ->
                new HandlerSnapshot(
                    entry.number,
                    entry.owner,
                    entry.types.stream().map(Class::getName).sorted().toList()))
        .toList();
  }

  /** Returns what the owners of resolvers that may still give a value wait for themselves. */
  private List<Dependency> dependencies(DirectiveSnapshot live) {
    Set<String> owners = new LinkedHashSet<>();
    for (ResolverSnapshot resolver : live.resolvers()) {
      if (resolver.state() == ResolverState.RUNNING || resolver.state() == ResolverState.ENDED) {
        owners.add(resolver.owner());
      }
    }
    List<Dependency> found = new ArrayList<>();
    missedBy(owners)
        .forEach(
            (missing, owner) -> {
              if (explained < MOST) {
                found.add(dependency(owner, missing));
              }
            });
    return found;
  }

  private Map<InstanceImpl<?>, String> missedBy(Set<String> owners) {
    Map<InstanceImpl<?>, String> missing = new LinkedHashMap<>();
    if (owners.isEmpty()) {
      return missing;
    }
    List<InstanceImpl<?>> candidates = new ArrayList<>();
    engine.instances().filter(instance -> instance.isMissedBy(owners)).forEach(candidates::add);
    candidates.sort(Comparator.comparingLong(InstanceImpl::id));
    for (InstanceImpl<?> candidate : candidates) {
      for (String owner : owners) {
        if (candidate.isMissedBy(Set.of(owner))) {
          missing.putIfAbsent(candidate, owner);
        }
      }
    }
    return missing;
  }

  private Dependency dependency(String owner, InstanceImpl<?> missing) {
    @Nullable Explanation why = path.contains(missing.id()) ? null : explain(missing);
    return new Dependency(owner, missing.id(), Foreign.describe(missing.directive()), why);
  }
}
