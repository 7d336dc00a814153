// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.LoadController;
import bus.api.directive.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try to let a set take effect as a whole.
 *
 * <p>Looks first whether there are factories and valid settings for all; then holds the keys and
 * starts what is wanted and does not run yet, those that must stop an exclusive controller last and
 * only if all others are ready; then keeps all or takes all back. Runs on a thread where it may
 * wait; what concerns keys it does in their work, in steps that do not wait.
 */
final class AtomicTry {

  private static final Logger LOG = LoggerFactory.getLogger(AtomicTry.class);

  private final ConfigWork context;
  private final AtomicSet set;
  private final Map<String, Obstacle> obstacles = new TreeMap<>();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Map<LoadController, Trial> trials = new HashMap<>();
  private @Nullable Replaced replaced;
  private boolean holding;
  private boolean decided;

  /**
   * One key.
   *
   * @param run what would run for it
   * @param own whether that was started here
   * @param trial what decides whether it runs, null if it runs anyway
   */
  private record Part(
      ConfigKey state, Claim claim, KeyRun run, boolean own, @Nullable Trial trial) {}

  AtomicTry(ConfigWork context, AtomicSet set) {
    this.context = context;
    this.set = set;
  }

  /** Returns why it was not kept, by key; to be read when it has run. */
  Map<String, Obstacle> obstacles() {
    return obstacles;
  }

  /** Whether an exclusive controller had to be stopped. */
  boolean interrupted() {
    return trials.values().stream().anyMatch(Trial::interrupted);
  }

  void run() {
    set.entries().forEach((key, entry) -> note(key, context.check().check(entry)));
    if (!obstacles.isEmpty() || set.released()) {
      return;
    }
    try {
      if (step(this::hold) && startAll(false) && startAll(true)) {
        step(this::decide);
      }
    } finally {
      if (!decided) {
        context.work().submit(this::giveUp);
      }
      trials.values().forEach(Trial::awaitEnded);
      context.work().submit(this::letGo);
    }
  }

  private boolean step(Supplier<Boolean> piece) {
    return context.work().call(piece);
  }

  private boolean note(String key, @Nullable Obstacle obstacle) {
    if (obstacle != null) {
      obstacles.putIfAbsent(key, obstacle);
    }
    return obstacle == null;
  }

  private boolean good() {
    return obstacles.isEmpty() && !set.released() && !context.closing();
  }

  // In the work of the keys

  private boolean hold() {
    checkRanks();
    if (!good()) {
      return false;
    }
    holding = true;
    set.claims().keySet().forEach(key -> context.keys().get(key).hold(true));
    replaced = Replaced.by(set, context.keys(), context.context());
    return true;
  }

  private void checkRanks() {
    set.claims()
        .forEach(
            (key, claim) -> {
              Claim winner = context.keys().get(key).winner();
              if (winner != null && !claim.outranks(winner)) {
                note(key, Obstacle.outranked(winner, claim));
              }
            });
  }

  /** Starts what does not run yet, either what stops an exclusive controller first or the rest. */
  private boolean start(boolean stopsFirst, List<String> started) {
    for (Map.Entry<String, Claim> wanted : set.claims().entrySet()) {
      String key = wanted.getKey();
      Claim claim = wanted.getValue();
      ConfigKey state = context.keys().get(key);
      KeyRun serving = state.serving(claim.entry());
      boolean now = serving != null || stopsFirst(state, claim.entry()) == stopsFirst;
      if (now && !parts.containsKey(key)) {
        Part part =
            serving != null ? new Part(state, claim, serving, false, null) : started(state, claim);
        parts.put(key, part);
        started.add(key);
      }
    }
    return good();
  }

  private boolean stopsFirst(ConfigKey state, ConfigEntry entry) {
    KeyRun before = state.current();
    return before != null && (before.exclusive() || context.check().exclusive(entry));
  }

  private Part started(ConfigKey state, Claim claim) {
    LoadController directive = KeyRun.directive(claim.entry());
    Trial trial = trials.get(directive);
    if (trial != null) {
      return new Part(state, claim, state.start(claim.entry()), true, trial);
    }
    LoadRequest before = replaced == null ? null : replaced.of(state);
    KeyWork.Asked asked = context.context().ask(claim.entry(), before, () -> {}, state::start);
    if (asked.trial() != null) {
      trials.put(directive, asked.trial());
    }
    return new Part(state, claim, asked.run(), true, asked.trial());
  }

  private boolean decide() {
    checkRanks();
    parts.forEach((key, part) -> note(key, verify(part)));
    if (!good()) {
      return false;
    }
    decided = true;
    parts.values().forEach(part -> part.state().adopt(part.claim(), part.run()));
    set.takesEffect();
    trials.values().forEach(trial -> trial.decide(true));
    LOG.info("config set takes effect keys={} started={}", parts.keySet(), trials.size());
    return true;
  }

  private static @Nullable Obstacle verify(Part part) {
    Trial trial = part.trial();
    if (trial != null) {
      Failure failure = trial.verify();
      return failure == null ? null : trial.obstacle(failure);
    }
    return part.run().ready() ? null : Obstacle.notReady(part.run().status());
  }

  /** First the references go, so that a request knows that it ends when the trial does. */
  private void giveUp() {
    parts.values().stream().filter(Part::own).forEach(part -> part.run().release());
    trials.values().forEach(trial -> trial.decide(false));
  }

  private void letGo() {
    if (holding) {
      for (String key : set.claims().keySet()) {
        ConfigKey state = context.keys().find(key);
        if (state != null) {
          state.hold(false);
        }
      }
    }
  }

  // Where it may wait

  private boolean startAll(boolean stopsFirst) {
    List<String> started = new ArrayList<>();
    if (!step(() -> start(stopsFirst, started))) {
      return false;
    }
    for (String key : started) {
      note(key, awaitReady(Objects.requireNonNull(parts.get(key))));
    }
    return good();
  }

  private @Nullable Obstacle awaitReady(Part part) {
    Trial trial = part.trial();
    if (trial != null) {
      Failure failure = trial.awaitPrepared();
      return failure == null ? null : trial.obstacle(failure);
    }
    part.run().awaitDecided(context.env().limits().ready());
    return part.run().ready() ? null : Obstacle.notReady(part.run().status());
  }
}
