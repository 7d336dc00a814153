// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.Controllers;
import bus.api.controller.KeyStatus;
import bus.api.directive.Registration;
import bus.http.wire.ExecEnded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The end of an executed configuration: waits, bounded, for the controllers that nobody else wants.
 * A controller does not say which settings it has, so they are counted by config id.
 */
final class Leaving {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Set<Phase> WITH_CONTROLLER =
      EnumSet.of(Phase.STARTING, Phase.RUNNING, Phase.FINISHED);
  private final Controllers controllers;
  private final List<KeyStatus> keys;
  private final Map<Long, ControllerSnapshot> stopped = new ConcurrentHashMap<>();
  private final long begin = System.nanoTime();
  private volatile @Nullable Registration listening;
  private volatile @Nullable Map<String, Long> awaited;
  private volatile List<String> shared = List.of();

  /**
   * Prepares an end.
   *
   * @param keys how the keys of the configuration are doing
   */
  Leaving(Controllers controllers, List<KeyStatus> keys) {
    this.controllers = controllers;
    this.keys =
        keys.stream()
            .filter(key -> key.winning() && WITH_CONTROLLER.contains(key.status().phase()))
            .toList();
  }

  /** Returns what is wanted by anybody. */
  private Set<ConfigEntry> wanted() {
    return controllers.applied().stream()
        .flatMap(applied -> applied.set().entries().values().stream())
        .map(Leaving::thing)
        .collect(Collectors.toSet());
  }

  /** Returns an entry as it is wanted, whatever its revision. */
  private static ConfigEntry thing(ConfigEntry entry) {
    return new ConfigEntry(entry.id(), 0, entry.config());
  }

  /** Releases the claims; wakes when a controller has stopped. */
  void leave(Runnable release, Runnable wake) {
    List<ControllerSnapshot> before = controllers.controllers();
    listening =
        controllers.onStatus(
            each -> {
              if (each.status().phase() == Phase.STOPPED) {
                stopped.put(each.number(), each);
                wake.run();
              }
            });
    release.run();
    Set<ConfigEntry> others = wanted();
    shared =
        keys.stream()
            .filter(key -> others.contains(thing(key.entry())))
            .map(KeyStatus::key)
            .toList();
    Map<String, Long> ids =
        keys.stream()
            .map(key -> thing(key.entry()))
            .distinct()
            .filter(entry -> !others.contains(entry))
            .collect(Collectors.groupingBy(ConfigEntry::id, Collectors.counting()));
    addThoseGone(before, ids.keySet());
    awaited = ids;
    wake.run();
  }

  private void addThoseGone(List<ControllerSnapshot> before, Set<String> ids) {
    Map<Long, ControllerSnapshot> now =
        controllers.controllers().stream()
            .collect(Collectors.toMap(ControllerSnapshot::number, Function.identity()));
    before.stream()
        .filter(each -> ids.contains(each.info().id()) && !now.containsKey(each.number()))
        .forEach(each -> stopped.put(each.number(), each));
  }

  /** Returns how it ended, or null if it has not yet. */
  @Nullable ExecEnded end() {
    Map<String, Long> ids = awaited;
    if (ids == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    boolean complete = true;
    for (Map.Entry<String, Long> id : ids.entrySet()) {
      List<String> ended =
          stopped.values().stream()
              .filter(each -> each.info().id().equals(id.getKey()))
              .map(each -> each.info().id() + "#" + each.number())
              .sorted()
              .toList();
      complete &= ended.size() >= id.getValue();
      names.addAll(ended);
    }
    if (!complete && System.nanoTime() - begin < LIMIT.toNanos()) {
      return null;
    }
    Registration open = listening;
    if (open != null) {
      open.close();
    }
    return new ExecEnded(names, shared, complete);
  }
}
