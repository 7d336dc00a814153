// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.Controllers;
import bus.api.directive.Registration;
import bus.http.wire.ExecEnded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The end of an executed configuration: which of its controllers stop, when nobody else wants them.
 */
final class Leaving {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private final Controllers controllers;
  private final Set<String> ids;
  private final Supplier<Set<String>> wanted;
  private final Set<Long> stopped = ConcurrentHashMap.newKeySet();
  private final long begin = System.nanoTime();
  private volatile @Nullable Registration listening;
  private volatile @Nullable List<ControllerSnapshot> concerned;
  private volatile Set<String> others = Set.of();

  /**
   * Prepares an end.
   *
   * @param ids the config ids of the configuration
   * @param wanted gives the config ids that are wanted by anybody
   */
  Leaving(Controllers controllers, Set<String> ids, Supplier<Set<String>> wanted) {
    this.controllers = controllers;
    this.ids = Set.copyOf(ids);
    this.wanted = wanted;
  }

  /** Releases the claims; wakes when a controller has stopped. */
  void leave(Runnable release, Runnable wake) {
    List<ControllerSnapshot> before =
        controllers.controllers().stream().filter(each -> ids.contains(each.info().id())).toList();
    listening =
        controllers.onStatus(
            each -> {
              if (each.status().phase() == Phase.STOPPED) {
                stopped.add(each.number());
                wake.run();
              }
            });
    release.run();
    others = wanted.get();
    List<Long> still = controllers.controllers().stream().map(ControllerSnapshot::number).toList();
    before.stream()
        .map(ControllerSnapshot::number)
        .filter(number -> !still.contains(number))
        .forEach(stopped::add);
    concerned = before;
    wake.run();
  }

  /** Returns how it ended, or null if it has not yet. */
  @Nullable ExecEnded end() {
    List<ControllerSnapshot> all = concerned;
    if (all == null) {
      return null;
    }
    boolean late = System.nanoTime() - begin > LIMIT.toNanos();
    if (!late && !all.stream().allMatch(each -> hasStopped(each) || isWanted(each))) {
      return null;
    }
    Registration open = listening;
    if (open != null) {
      open.close();
    }
    return new ExecEnded(
        all.stream().filter(this::hasStopped).map(Leaving::name).toList(),
        all.stream().filter(each -> !hasStopped(each)).map(Leaving::name).toList());
  }

  private boolean hasStopped(ControllerSnapshot controller) {
    return stopped.contains(controller.number());
  }

  private boolean isWanted(ControllerSnapshot controller) {
    return others.contains(controller.info().id());
  }

  private static String name(ControllerSnapshot controller) {
    return controller.info().id() + "#" + controller.number();
  }
}
