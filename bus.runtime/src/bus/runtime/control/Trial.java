// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.directive.Failure;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The start of a controller that is kept only if others start well too: prepared, decided, ended.
 *
 * <p>It happens in the work of a new {@link LoadRequest}; if the new controller comes in the place
 * of another one, the work of that one's request is held up from beginning to end. So whatever
 * happens to the two meanwhile (a switch, a factory that goes, an end) waits until it is decided.
 * Thread-safe. Who makes a trial must decide it.
 */
final class Trial {

  private static final Logger LOG = LoggerFactory.getLogger(Trial.class);

  private final LoadController wanted;
  private final @Nullable LoadRequest before;
  private final FactoryRegistry factories;
  private final Environment env;
  private final Duration limit;
  private final Runnable onPrepared;

  private final AtomicBoolean lending = new AtomicBoolean();
  private final CountDownLatch lent = new CountDownLatch(1);
  private final CountDownLatch prepared = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private volatile @Nullable Predecessor predecessor;
  private volatile @Nullable ControllerRun serving;
  private volatile @Nullable FactoryEntry entry;
  private volatile @Nullable Replacement move;
  private volatile @Nullable Failure failure;
  private volatile boolean inItsPlace;
  private volatile boolean switching;
  private volatile boolean kept;

  /**
   * The request before, if there is one, is let go if the trial is kept. The callback is called
   * when the controller is ready or has failed, in the work of its request.
   */
  Trial(
      LoadController wanted,
      @Nullable LoadRequest before,
      FactoryRegistry factories,
      Environment env,
      Duration limit,
      Runnable onPrepared) {
    this.wanted = wanted;
    this.before = before;
    this.factories = factories;
    this.env = env;
    this.limit = limit;
    this.onPrepared = onPrepared;
  }

  LoadController wanted() {
    return wanted;
  }

  // For the two requests

  /** Prepares, waits for the decision, and returns what runs then, null if nothing does. */
  @Nullable ControllerRun run(
      @Nullable FactoryEntry factory, Map<String, @Nullable Object> config, Runnable onChange) {
    entry = factory;
    try {
      failure = prepare(factory, config, onChange);
      prepared.countDown();
      onPrepared.run();
      await(decided, "decision");
      return end();
    } finally {
      prepared.countDown();
      ended.countDown();
    }
  }

  private @Nullable Failure prepare(
      @Nullable FactoryEntry factory, Map<String, @Nullable Object> config, Runnable onChange) {
    if (factory == null) {
      return FactoryWait.missing(wanted.id(), factories.ids());
    }
    if (before != null && !borrowed(before)) {
      return Failure.of("Busy", "what runs for the key is busy or being replaced itself");
    }
    Predecessor old = predecessor;
    boolean exclusive = old != null && (old.run().info().exclusive() || factory.info().exclusive());
    // What is not in service has nothing to hand over, and stops when its request ends.
    inItsPlace = old != null && (exclusive || Replacement.inService(old.run()));
    Replacement begun = new Replacement(env, factory, config, inItsPlace ? old : null, onChange);
    move = begun;
    if (decided.getCount() == 0) {
      begun.abandon();
    }
    return begun.prepare();
  }

  private boolean borrowed(LoadRequest lender) {
    lender.lend(this);
    if (!Bounded.awaitUninterruptibly(lent, limit)) {
      // Unless it is just doing so, it does not lend any more.
      return !lending.compareAndSet(false, true) && Bounded.awaitUninterruptibly(lent, limit);
    }
    return !switching;
  }

  private @Nullable ControllerRun end() {
    Replacement begun = move;
    if (begun == null) {
      return null;
    }
    try {
      if (kept) {
        ControllerRun run = begun.commit();
        serving = inItsPlace ? null : serving;
        return run;
      }
      Predecessor old = predecessor;
      boolean offered = old != null && old.entry() != null && factories.offers(old.entry());
      ControllerRun back = begun.undo(offered);
      if (begun.interrupted()) {
        serving = back;
      }
      return null;
    } finally {
      begun.notes().forEach(note -> LOG.info("note id={} note={}", wanted.id(), note));
    }
  }

  /**
   * Lends a controller until the trial has ended; returns what runs in its place then: itself, one
   * like it, or nothing.
   *
   * @param run what runs, null if nothing does
   * @param isSwitching whether it is being replaced itself, and can not be lent
   */
  @Nullable ControllerRun borrow(@Nullable Predecessor run, boolean isSwitching) {
    ControllerRun current = run == null ? null : run.run();
    if (!lending.compareAndSet(false, true)) {
      return current;
    }
    predecessor = run;
    serving = current;
    switching = isSwitching;
    lent.countDown();
    if (!isSwitching) {
      await(ended, "end");
    }
    return serving;
  }

  private void await(CountDownLatch latch, String what) {
    while (!Bounded.awaitUninterruptibly(latch, limit)) {
      LOG.warn("trial of a controller waits id={} for={}", wanted.id(), what);
    }
  }

  // For who decides

  /** Waits until the controller is ready or has failed; returns why it can not be kept, or null. */
  @Nullable Failure awaitPrepared() {
    return Bounded.awaitUninterruptibly(prepared, limit)
        ? failure
        : Failure.of("TimeoutException", "not prepared within " + limit.toMillis() + " ms");
  }

  /** Whether the controller is ready or has failed. */
  boolean isPrepared() {
    return prepared.getCount() == 0;
  }

  /** Says why a controller that was ready can not be kept any more, or null. */
  @Nullable Failure verify() {
    Replacement begun = move;
    FactoryEntry factory = entry;
    if (begun == null || factory == null || !factories.offers(factory)) {
      return Failure.of("Withdrawn", "its factory has gone or changed meanwhile");
    }
    return begun.verify();
  }

  /** Says what a failure of this trial means for who wanted it. */
  Obstacle obstacle(Failure why) {
    FactoryEntry factory = entry;
    if (factory == null) {
      return Obstacle.of(Phase.WAITING_FOR_FACTORY, null, why);
    }
    boolean invalid = Construction.invalidConfig(why);
    return Obstacle.of(invalid ? Phase.INVALID_CONFIG : Phase.BACKING_OFF, factory.info(), why);
  }

  /**
   * Keeps the controller or takes it back; called once. What is not prepared yet can only be taken
   * back, and is not waited for.
   */
  void decide(boolean keep) {
    kept = keep;
    decided.countDown();
    Replacement begun = move;
    if (!keep && begun != null) {
      begun.abandon();
    }
  }

  /** Waits for the end, after the decision. */
  void awaitEnded() {
    await(ended, "end");
  }

  /** Whether the controller before had to be stopped for the trial. */
  boolean interrupted() {
    Replacement begun = move;
    return begun != null && begun.interrupted();
  }
}
