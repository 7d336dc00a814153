// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.State;
import bus.api.directive.Failure;
import bus.runtime.engine.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The move of one request from a controller to its successor: prepared, then either committed or
 * undone.
 *
 * <p>Prepared means that the successor is constructed, has the state of the old one and executes
 * well, but is not on the bus; the old one still answers. An exclusive controller is stopped before
 * its successor is made, and made again if that fails. Without an old one the successor just
 * starts. Used by one thread at a time.
 */
final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Environment env;
  private final FactoryEntry entry;
  private final Map<String, @Nullable Object> config;
  private final @Nullable Predecessor old;
  private final Runnable onChange;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final List<String> notes = new ArrayList<>();
  private @Nullable ControllerRun next;
  private @Nullable Failure notMade;
  private @Nullable State state;
  private @Nullable HandOver handOver;
  private long oldStoppedAt;
  private boolean oldStopped;
  private boolean attached;

  Replacement(
      Environment env,
      FactoryEntry entry,
      Map<String, @Nullable Object> config,
      @Nullable Predecessor old,
      Runnable onChange) {
    this.env = env;
    this.entry = entry;
    this.config = config;
    this.old = old;
    this.onChange = onChange;
  }

  /**
   * Returns why the successor can not take over, or null if it can. The old one is as it was then,
   * but for {@link #undo}.
   */
  @Nullable Failure prepare() {
    if (old != null && exclusive(old)) {
      Failure refused = Construction.check(env, entry, config);
      Failure failure = refused != null ? refused : save();
      if (failure != null) {
        return failure;
      }
      stopOld(old.run());
    }
    ControllerRun made = construct();
    if (made == null) {
      return notMade;
    }
    Failure failure = oldStopped ? null : save();
    if (failure == null && state != null && handOver != null) {
      failure = handOver.restore(state, made);
    }
    return failure != null ? failure : executeUntilReady(made);
  }

  /**
   * The same the other way round, when what is on probation is to go: it may have failed, so what
   * it can not hand over does not matter.
   *
   * @param before the state that the successor's own predecessor of this factory has saved
   */
  @Nullable Failure prepareReturn(@Nullable State before) {
    boolean saved = save() == null && state != null;
    if (old != null && exclusive(old)) {
      stopOld(old.run());
    }
    ControllerRun made = construct();
    if (made == null) {
      return notMade;
    }
    boolean taken = saved && state != null && handOver != null && handOver.take(state, made);
    if (!taken && before != null && old != null && !new HandOver(old.run()).take(before, made)) {
      notes.add(made.name() + " was made again without its state");
    }
    return executeUntilReady(made);
  }

  private @Nullable ControllerRun construct() {
    Foreign.Answer<ControllerRun> made = Construction.construct(env, entry, config);
    next = made.value();
    notMade = made.failure();
    return next;
  }

  /** Returns the state that the old controller has saved, null if it has none. */
  @Nullable State saved() {
    return state;
  }

  /** Whether a controller answers, though it may not count as ready yet. */
  static boolean inService(ControllerRun run) {
    ControllerStatus status = run.status();
    return status.ready() || status.phase() == Phase.STARTING;
  }

  private boolean exclusive(Predecessor before) {
    return before.run().info().exclusive() || entry.info().exclusive();
  }

  private void stopOld(ControllerRun run) {
    oldStoppedAt = System.nanoTime();
    oldStopped = true;
    notes.addAll(run.stop());
  }

  /** What is not in service yet has no state to hand over. */
  private @Nullable Failure save() {
    if (old == null || !inService(old.run())) {
      return null;
    }
    handOver = new HandOver(old.run());
    HandOver.Saved saved = handOver.save();
    state = saved.state();
    return saved.failure();
  }

  private @Nullable Failure executeUntilReady(ControllerRun run) {
    // Not this: the successor keeps its listener, and must not keep the old code with it.
    CountDownLatch latch = decided;
    Runnable tell = onChange;
    run.start(
        () -> {
          latch.countDown();
          tell.run();
        });
    boolean inTime = Bounded.awaitUninterruptibly(decided, env.limits().ready());
    ControllerStatus status = run.status();
    if (status.ready()) {
      return null;
    }
    if (status.failure() != null) {
      return status.failure();
    }
    return Failure.of(
        "NotReady",
        inTime
            ? "it was stopped before it was ready"
            : "not ready within " + env.limits().ready().toMillis() + " ms");
  }

  /** The successor is not wanted any more: do not wait until it is ready. From any thread. */
  void abandon() {
    decided.countDown();
  }

  /** Puts the successor on the bus, beside the old controller; its values take the place. */
  void attach() {
    if (!attached) {
      attached = true;
      prepared().attach(leaving());
      if (oldStopped && old != null) {
        noteGap(old.run());
      }
    }
  }

  /** Returns the old controller if it still answers. */
  private @Nullable ControllerRun leaving() {
    return old == null || oldStopped ? null : old.run();
  }

  private ControllerRun prepared() {
    if (next == null) {
      throw new IllegalStateException("not prepared");
    }
    return next;
  }

  /**
   * Waits for the first values of the successor and stops the old controller; returns the
   * successor.
   */
  ControllerRun commit() {
    ControllerRun successor = prepared();
    attach();
    ControllerRun leaving = leaving();
    if (!awaitSettled(successor)) {
      notes.add(
          "resolvers of %s had no first value within %d ms"
              .formatted(successor.name(), env.limits().settle().toMillis()));
    }
    if (leaving != null) {
      leaving.attachment().detach();
      successor.attachment().endSuccession();
      leaving.stop().forEach(left -> notes.add("did not stop in time: " + left));
    }
    return successor;
  }

  private void noteGap(ControllerRun stopped) {
    long millis = (System.nanoTime() - oldStoppedAt) / 1_000_000;
    notes.add(
        "exclusive controller %s was stopped before its replacement; no service for %d ms"
            .formatted(stopped.name(), millis));
  }

  private boolean awaitSettled(ControllerRun successor) {
    // Most are there at once; the log need not tell of those.
    if (successor.attachment().awaitSettled(PATIENCE)) {
      return true;
    }
    Duration limit = env.limits().settle();
    LOG.info(
        "replacement waits for first values of open requests controller={} limitMs={}",
        successor.name(),
        limit.toMillis());
    return successor.attachment().awaitSettled(limit);
  }

  /** Says why the successor can not take over although it was ready, or null if it can. */
  @Nullable Failure verify() {
    ControllerStatus status = next == null ? null : next.status();
    if (status == null || status.ready()) {
      return null;
    }
    Failure failure = status.failure();
    return failure != null ? failure : Failure.of("NotReady", "it ended: " + status.summary());
  }

  /**
   * Takes back what was prepared.
   *
   * @param mayMakeOldAgain whether the old factory is still offered
   * @return the controller that serves now: the old one, resumed, or if it had to be stopped one
   *     that was made like it; null if there is none
   */
  @Nullable ControllerRun undo(boolean mayMakeOldAgain) {
    if (next != null) {
      next.stop().forEach(left -> notes.add("did not stop in time: " + left));
    }
    if (old == null) {
      return null;
    }
    if (!oldStopped) {
      if (handOver != null) {
        handOver.resume();
      }
      return old.run();
    }
    if (old.entry() == null || !mayMakeOldAgain) {
      notes.add("exclusive controller " + old.run().name() + " was stopped, its factory has gone");
      return null;
    }
    return makeOldAgain(old, old.entry());
  }

  private @Nullable ControllerRun makeOldAgain(Predecessor before, FactoryEntry again) {
    Foreign.Answer<ControllerRun> made = Construction.construct(env, again, before.config());
    ControllerRun run = made.value();
    if (run == null) {
      String reason = made.failure() == null ? "unknown" : made.failure().summary();
      notes.add(
          "exclusive controller %s was stopped and could not be made again: %s"
              .formatted(before.run().name(), reason));
      return null;
    }
    if (state != null && handOver != null) {
      Failure failure = handOver.restore(state, run);
      if (failure != null) {
        notes.add(run.name() + " was made again without its state: " + failure.summary());
      }
    }
    run.start(before.onChange());
    run.attach(null);
    noteGap(before.run());
    return run;
  }

  /** Whether the old controller had to be stopped before its successor was made. */
  boolean interrupted() {
    return oldStopped;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
