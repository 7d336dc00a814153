// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
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
 * its successor is made, and made again if that fails. Used by one thread at a time.
 */
final class Replacement {

  private static final Logger LOG = LoggerFactory.getLogger(Replacement.class);
  private static final Duration PATIENCE = Duration.ofMillis(200);

  private final Environment env;
  private final FactoryEntry entry;
  private final Map<String, @Nullable Object> config;
  private final ControllerRun old;
  private final @Nullable FactoryEntry oldEntry;
  private final Runnable onChange;
  private final HandOver handOver;
  private final CountDownLatch decided = new CountDownLatch(1);
  private final List<String> notes = new ArrayList<>();
  private @Nullable ControllerRun next;
  private @Nullable State state;
  private boolean oldStopped;
  private boolean attached;

  Replacement(
      Environment env,
      FactoryEntry entry,
      Map<String, @Nullable Object> config,
      ControllerRun old,
      @Nullable FactoryEntry oldEntry,
      Runnable onChange) {
    this.env = env;
    this.entry = entry;
    this.config = config;
    this.old = old;
    this.oldEntry = oldEntry;
    this.onChange = onChange;
    this.handOver = new HandOver(old);
  }

  /**
   * Returns why the successor can not take over, or null if it can. The old one is as it was then,
   * but for {@link #undo}.
   */
  @Nullable Failure prepare() {
    boolean exclusive = old.info().exclusive() || entry.info().exclusive();
    if (exclusive) {
      Failure failure = save();
      if (failure != null) {
        return failure;
      }
      notes.add("exclusive controller " + old.name() + " was stopped before its replacement");
      notes.addAll(old.stop());
      oldStopped = true;
    }
    Foreign.Answer<ControllerRun> made = Construction.construct(env, entry, config);
    if (made.value() == null) {
      return made.failure();
    }
    next = made.value();
    Failure failure = exclusive ? null : save();
    if (failure == null && state != null) {
      failure = handOver.restore(state, next);
    }
    return failure != null ? failure : executeUntilReady(next);
  }

  private @Nullable Failure save() {
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

  /** Puts the successor on the bus, beside the old controller; its values take the place. */
  void attach() {
    if (!attached) {
      attached = true;
      prepared().attach(oldStopped ? null : old);
    }
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
    if (!awaitSettled(successor)) {
      notes.add(
          "resolvers of %s had no first value within %d ms"
              .formatted(successor.name(), env.limits().settle().toMillis()));
    }
    if (!oldStopped) {
      old.detach();
      successor.endSuccession();
      old.stop().forEach(left -> notes.add("did not stop in time: " + left));
    }
    return successor;
  }

  private boolean awaitSettled(ControllerRun successor) {
    // Most are there at once; the log need not tell of those.
    if (successor.awaitSettled(PATIENCE)) {
      return true;
    }
    Duration limit = env.limits().settle();
    LOG.info(
        "replacement waits for first values of open requests controller={} limitMs={}",
        successor.name(),
        limit.toMillis());
    return successor.awaitSettled(limit);
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
    if (!oldStopped) {
      handOver.resume();
      return old;
    }
    return oldEntry == null || !mayMakeOldAgain ? null : makeOldAgain(oldEntry);
  }

  private @Nullable ControllerRun makeOldAgain(FactoryEntry again) {
    ControllerRun run = Construction.construct(env, again, config).value();
    if (run == null) {
      return null;
    }
    if (state != null) {
      Failure failure = handOver.restore(state, run);
      if (failure != null) {
        notes.add(run.name() + " was made again without its state: " + failure.summary());
      }
    }
    run.start(onChange);
    run.attach(null);
    return run;
  }

  List<String> notes() {
    return List.copyOf(notes);
  }
}
