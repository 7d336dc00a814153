// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.GenerationSwitch;
import hot.deployer.Unloader.Leaving;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The probations under way, and the predecessors whose probation has ended and that are still to be
 * unloaded: not before the switch that ended it, so that it has not to wait for that.
 *
 * <p>Belongs to the deployer's thread.
 */
final class Probations {

  private static final Logger log = LoggerFactory.getLogger(Probations.class);

  private final GenerationSwitch generations;
  private final Unloader unloader;
  private final Duration length;
  private final List<Probation> open = new ArrayList<>();
  private final List<Leaving> retired = new ArrayList<>();
  private long deployment;

  /**
   * Makes it.
   *
   * @param length how long a probation is; none if zero
   */
  Probations(GenerationSwitch generations, Unloader unloader, Duration length) {
    this.generations = generations;
    this.unloader = unloader;
    this.length = length;
  }

  /** Whether there are probations at all. */
  boolean enabled() {
    return !length.isZero();
  }

  /** Says which number the deployment has that is under way. */
  void deployment(long number) {
    deployment = number;
  }

  void begin(List<Probation.Member> members, List<GenerationSwitch.Change> changes) {
    open.add(new Probation(deployment, members, changes, System.nanoTime() + length.toNanos()));
  }

  /** Finds the probation of a generation. */
  Optional<Probation> of(long bundle) {
    return open.stream().filter(probation -> probation.runs(bundle)).findFirst();
  }

  boolean isOn(String plugin) {
    return open.stream().anyMatch(probation -> probation.concerns(plugin));
  }

  /** Returns the predecessors of plugins on probation, by plugin id. */
  Map<String, Deployed> predecessors() {
    Map<String, Deployed> all = new TreeMap<>();
    for (Probation probation : open) {
      for (Probation.Member member : probation.members()) {
        Deployed old = member.old();
        if (old != null) {
          all.put(old.id(), old);
        }
      }
    }
    return all;
  }

  /** Ends some probations well; their predecessors are to be unloaded. */
  void conclude(Predicate<Probation> which) {
    for (Probation probation : List.copyOf(open)) {
      if (which.test(probation)) {
        open.remove(probation);
        generations.confirm(probation.changes());
        retired.addAll(probation.predecessors());
        log.debug("probation ended plugins={}", probation.changes());
      }
    }
  }

  /** Ends those whose time is over; returns them. */
  List<Probation> concludeExpired() {
    long now = System.nanoTime();
    List<Probation> over = open.stream().filter(probation -> probation.until() - now <= 0).toList();
    conclude(over::contains);
    return over;
  }

  /** A probation has ended by going back. */
  void returned(Probation probation) {
    open.remove(probation);
  }

  /** Unloads the predecessors whose probation has ended. */
  void unloadRetired(StepTimes steps) {
    for (Leaving leaving : List.copyOf(retired)) {
      retired.remove(leaving);
      String notes =
          Transaction.told(List.of(unloader.unload(leaving, steps), unloader.stillUsed(leaving)));
      if (!notes.isEmpty()) {
        log.warn(
            "replaced plugin did not go well plugin={} generation={} notes={}",
            leaving.plugin(),
            leaving.generation(),
            notes);
      }
    }
  }

  /** Returns how long it takes until the next one ends, null if none is under way. */
  @Nullable Duration next() {
    long now = System.nanoTime();
    return open.stream()
        .map(probation -> Duration.ofNanos(Math.max(0, probation.until() - now)))
        .min(Duration::compareTo)
        .orElse(null);
  }
}
