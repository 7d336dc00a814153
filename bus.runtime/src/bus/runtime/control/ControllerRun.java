// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.Controller;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import bus.api.directive.Handler;
import bus.api.directive.Scope;
import bus.runtime.control.FactoryEntry.Source;
import bus.runtime.engine.CancellableScope;
import bus.runtime.engine.Foreign;
import bus.runtime.engine.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One controller object from its construction to its close; it is executed at most once.
 *
 * <pre>
 *   constructed --start--> STARTING --ready--> RUNNING --returns--> FINISHED
 *                             |                   |                    |
 *                             +----- fails -------+--> BACKING_OFF     |
 *                             +----- stop --------+--------------------+--> STOPPED
 * </pre>
 *
 * <p>(A run that failed shows BACKING_OFF; whether it is followed by another run is its user's
 * business.) Thread-safe; the lock guards the state, and foreign code is called with it not held.
 */
final class ControllerRun {

  private static final Logger LOG = LoggerFactory.getLogger(ControllerRun.class);

  private final Environment env;
  private final ControllerInfo info;
  private final Source source;
  private final long number;
  private final Owner owner;
  private final Attachment attachment;
  private final CancellableScope scope = new CancellableScope();
  private final CountDownLatch executed = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  private final Object lock = new Object();
  private @Nullable Controller controller;
  private List<Handler> handlers = List.of();
  private Phase phase = Phase.STARTING;
  private Instant since;
  private @Nullable Failure failure;
  private @Nullable Thread thread;
  private @Nullable Future<?> readyTimer;
  private @Nullable Runnable listener;
  private @Nullable Instant startedAt;
  private boolean readyEarly;
  private boolean stopping;

  private ControllerRun(Environment env, ControllerInfo info, Source source) {
    this.env = env;
    this.info = info;
    this.source = source;
    this.number = env.running().nextNumber();
    this.owner = new Owner(info.id() + "#" + number);
    this.attachment = new Attachment(env.engine(), owner.name());
    this.since = env.clock().instant();
  }

  /** Takes a controller that was made elsewhere, and is not on the bus already. */
  static ControllerRun of(Environment env, ControllerInfo info, Controller controller) {
    ControllerRun run = new ControllerRun(env, info, Source.NONE);
    env.running().reserve(controller, run);
    boolean adopted = false;
    try {
      run.adopt(controller, controller.handlers());
      adopted = true;
      return run;
    } finally {
      if (!adopted) {
        run.discard(controller);
      }
    }
  }

  /**
   * Makes a controller; throws what its factory throws, after taking back what it has added to the
   * bus.
   */
  static <C extends Record, K extends Controller> ControllerRun construct(
      Environment env, Source source, ControllerFactory<C, K> factory, C config) throws Exception {
    ControllerRun run = new ControllerRun(env, factory.info(), source);
    boolean made = false;
    K controller = null;
    try {
      K fresh = factory.construct(config, new RunContext(run));
      env.running().reserve(fresh, run);
      controller = fresh;
      run.adopt(controller, factory.handlers(controller));
      made = true;
      return run;
    } finally {
      if (!made) {
        run.discard(controller);
      }
    }
  }

  private void adopt(Controller made, List<Handler> answering) {
    synchronized (lock) {
      controller = made;
      handlers = CheckedHandler.all(answering);
      env.running().notices().add(snapshot());
    }
    env.running().add(this);
    env.running().notices().deliver();
  }

  /** It could not be made: takes back what it has added to the bus, and closes it if it exists. */
  private void discard(@Nullable Controller made) {
    scope.cancel();
    owner.close();
    if (made != null) {
      new ControllerEnd(env, owner).close(made);
      env.running().remove(this, made);
    }
  }

  /**
   * Executes the controller; the listener is told on any thread, with no lock held, when the status
   * changes by itself.
   */
  void start(Runnable onChange) {
    boolean early;
    synchronized (lock) {
      listener = onChange;
      since = env.clock().instant();
      startedAt = since;
      early = readyEarly;
    }
    if (early) {
      markReady();
    }
    try {
      env.threads().start(owner.name(), this::execute);
    } catch (RejectedExecutionException closed) {
      executed.countDown();
      ended(Failure.of("closed", "the bus is closed"));
    }
  }

  private void readyInTime() {
    // On the timer's thread, which must not call foreign code.
    try {
      env.threads().start(owner.name(), this::markReady);
    } catch (RejectedExecutionException closed) {
      LOG.debug("bus closed before controller was ready controller={}", owner.name());
    }
  }

  private void execute() {
    Controller executing;
    synchronized (lock) {
      executing = controller;
      if (executing == null || stopping) {
        executed.countDown();
        return;
      }
      thread = Thread.currentThread();
      if (phase == Phase.STARTING) {
        // From now, not from the start: what has not begun to execute is not ready.
        readyTimer = env.threads().later(env.limits().readyAfter(), this::readyInTime);
      }
    }
    Failure reason = Foreign.run(() -> executing.execute(scope));
    synchronized (lock) {
      thread = null;
    }
    // The thread is used again: an interruption was meant for this run.
    Thread.interrupted();
    executed.countDown();
    ended(reason);
  }

  private void ended(@Nullable Failure reason) {
    if (scope.cancelled()) {
      return;
    }
    change(reason == null ? Phase.FINISHED : Phase.BACKING_OFF, reason);
  }

  void markReady() {
    synchronized (lock) {
      if (startedAt == null) {
        readyEarly = true;
        return;
      }
    }
    change(Phase.RUNNING, null);
  }

  private void change(Phase next, @Nullable Failure reason) {
    Runnable tell;
    synchronized (lock) {
      boolean open = phase == Phase.STARTING || (phase == Phase.RUNNING && next != Phase.RUNNING);
      if (!open || stopping) {
        return;
      }
      phase = next;
      failure = reason;
      since = env.clock().instant();
      env.running().notices().add(snapshot());
      tell = listener;
      if (readyTimer != null) {
        readyTimer.cancel(false);
        readyTimer = null;
      }
    }
    env.running().notices().deliver();
    if (tell != null) {
      tell.run();
    }
  }

  /** Puts the handlers on the bus, in the place of those of another run if one is given. */
  void attach(@Nullable ControllerRun predecessor) {
    List<Handler> answering;
    synchronized (lock) {
      answering = handlers;
    }
    attachment.attach(answering, predecessor == null ? null : predecessor.attachment);
  }

  /** Its handlers, as they are on the bus. */
  Attachment attachment() {
    return attachment;
  }

  /**
   * Stops: cancels, takes everything from the bus, waits for what executes and closes the
   * controller, all within the limit.
   *
   * @return what did not end, empty if all did
   */
  List<String> stop() {
    Controller closing;
    boolean started;
    synchronized (lock) {
      closing = stopping ? null : controller;
      stopping = true;
      started = startedAt != null;
      if (readyTimer != null) {
        readyTimer.cancel(false);
        readyTimer = null;
      }
    }
    if (closing == null) {
      return awaitStopped() ? List.of() : List.of(owner.name());
    }
    scope.cancel();
    interrupt();
    attachment.close();
    owner.close();
    ControllerEnd end = new ControllerEnd(env, owner);
    if (started) {
      end.awaitMainLoop(executed);
    }
    end.awaitResolvers(attachment.handlers());
    end.close(closing);
    stopped(closing);
    return end.left();
  }

  private void stopped(Controller closed) {
    Runnable tell;
    synchronized (lock) {
      phase = Phase.STOPPED;
      since = env.clock().instant();
      env.running().notices().add(snapshot());
      controller = null;
      handlers = List.of();
      tell = listener;
      listener = null;
    }
    attachment.forget();
    env.running().remove(this, closed);
    stopped.countDown();
    env.running().notices().deliver();
    if (tell != null) {
      tell.run();
    }
  }

  /** Waits for the end of a stop that was begun elsewhere; returns whether it came in time. */
  boolean awaitStopped() {
    return Bounded.awaitUninterruptibly(stopped, env.limits().stop().multipliedBy(2));
  }

  private void interrupt() {
    synchronized (lock) {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  Environment env() {
    return env;
  }

  Owner owner() {
    return owner;
  }

  Scope scope() {
    return scope;
  }

  long number() {
    return number;
  }

  String name() {
    return owner.name();
  }

  ControllerInfo info() {
    return info;
  }

  Source source() {
    return source;
  }

  /** Returns the controller, or null if it is stopped. */
  @Nullable Controller controller() {
    synchronized (lock) {
      return controller;
    }
  }

  ControllerStatus status() {
    synchronized (lock) {
      return new ControllerStatus(phase, info, failure, null, since);
    }
  }

  /** Returns how long it has executed: from its start until it failed, or until now. */
  Duration executedFor() {
    synchronized (lock) {
      if (startedAt == null) {
        return Duration.ZERO;
      }
      Instant until = phase == Phase.BACKING_OFF ? since : env.clock().instant();
      return Duration.between(startedAt, until);
    }
  }

  ControllerSnapshot snapshot() {
    return new ControllerSnapshot(number, info, status(), source.plugin(), source.generation());
  }
}
