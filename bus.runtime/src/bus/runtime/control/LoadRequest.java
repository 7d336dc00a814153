// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.directive.Failure;
import bus.api.directive.Sink;
import bus.runtime.engine.Foreign;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One open {@link LoadController} directive: keeps a controller of its kind running while there is
 * a factory.
 *
 * <p>All state belongs to {@code work}: the methods that change it run there, one after the other;
 * the public ones submit. So no lock is held while foreign code is called, and a constructor that
 * blocks holds up this request only. While a {@link GenerationSwitcher} moves this request ({@code
 * replacement} is set) other events are only noted and looked at when that is decided.
 */
final class LoadRequest {

  private static final Logger LOG = LoggerFactory.getLogger(LoadRequest.class);

  private final Environment env;
  private final FactoryRegistry factories;
  private final LoadController directive;
  private final Map<String, @Nullable Object> config;
  private final RequestStatus status;
  private final SerialWork work;
  private final Retry retry;
  private final FactoryWait wait;
  private final Loader loader;
  private final long number;
  private final CountDownLatch ended = new CountDownLatch(1);

  private @Nullable FactoryEntry entry;
  private @Nullable ControllerRun run;
  private @Nullable Replacement replacement;
  private @Nullable Probation probation;
  private volatile boolean leaving;
  private boolean closed;
  private volatile List<String> leftovers = List.of();

  @SuppressWarnings("NullAway") // it does not see the annotation in a compiled class
  LoadRequest(
      Environment env,
      FactoryRegistry factories,
      Loader loader,
      long number,
      LoadController directive,
      Sink<ControllerStatus> sink) {
    this.env = env;
    this.factories = factories;
    this.loader = loader;
    this.number = number;
    this.directive = directive;
    this.config = directive.config();
    this.status = new RequestStatus(sink, env.clock());
    this.work = new SerialWork(env.threads(), "load " + directive.id());
    this.wait = new FactoryWait(factories, env.clock(), directive.id());
    this.retry = new Retry(env, work);
  }

  String id() {
    return directive.id();
  }

  /** The factories of this id have changed, or this is new. */
  void factoryChanged() {
    work.submit(this::reconcile);
  }

  /** Whether this waits for a factory and its guess may change with the factories of an id. */
  boolean guesses(String otherId) {
    return wait.concerns(otherId);
  }

  /** Nobody wants this controller any more. */
  void close() {
    leaving = true;
    work.submit(
        () -> {
          closed = true;
          if (replacement == null) {
            end();
          }
        });
  }

  /** Whether this was closed before a given request was made; its controller may still stop. */
  boolean leavesBefore(LoadRequest later) {
    return leaving && number < later.number;
  }

  /** Waits until the controller of a closed request has stopped. */
  boolean awaitEnd(Duration limit) {
    return Bounded.awaitUninterruptibly(ended, limit);
  }

  /** Lets a trial decide whether a controller runs here; the first thing that a request does. */
  void begin(Trial trial) {
    work.submit(() -> begin(factories.find(directive.id()), trial));
  }

  /** Lends what runs here to a trial; everything else waits until that has ended. */
  void lend(Trial trial) {
    work.submit(() -> lendNow(trial));
  }

  /** Whether this is the live request for a directive. */
  boolean answers(LoadController wanted) {
    return !leaving && directive.equals(wanted);
  }

  /** Does a step of a switch after what is going on here. */
  void submit(Runnable step) {
    work.submit(step);
  }

  List<String> leftovers() {
    return leftovers;
  }

  // All that follows runs in work.

  private void reconcile() {
    if (closed || replacement != null || env.running().closing()) {
      return;
    }
    FactoryEntry wanted = factories.find(directive.id());
    if (wanted == null) {
      stopRun();
      entry = null;
      wait.tell(status);
      return;
    }
    wait.end();
    if (wanted != entry) {
      retry.reset();
      if (serving()) {
        replaceAlone(wanted);
      } else {
        stopRun();
        entry = wanted;
        tryStart();
      }
    }
  }

  private void begin(@Nullable FactoryEntry wanted, Trial trial) {
    entry = wanted;
    if (wanted != null) {
      status.tell(Phase.STARTING, wanted, null);
      if (wanted.info().exclusive()) {
        loader.awaitLeaving(this);
      }
    }
    run = trial.run(wanted, config, this::runChanged);
    if (run == null) {
      entry = null;
    }
    if (!leaving) {
      afterSwitch();
    }
  }

  private void lendNow(Trial trial) {
    boolean switching = replacement != null;
    ControllerRun lent = switching || closed ? null : run;
    ControllerRun back = trial.borrow(lent == null ? null : serves(lent), switching);
    if (lent != null && back != lent) {
      run = back;
      probation = null;
      entry = back == null ? null : entry;
    }
    if (!leaving && !switching) {
      afterSwitch();
    }
  }

  private Predecessor serves(ControllerRun current) {
    return new Predecessor(current, entry, config, this::runChanged);
  }

  /** Whether there is a controller that answers, though it may not count as ready yet. */
  private boolean serving() {
    return run != null && Replacement.inService(run);
  }

  /** Whether a switch away from these sources concerns this request. */
  boolean runsCodeOf(long bundle) {
    return !closed && entry != null && entry.source().bundle() == bundle;
  }

  /**
   * Begins a switch, or the return from one; returns why the successor can not take over, or null.
   * A request that is not in service has nothing to lose, but one that failed on probation has.
   */
  @Nullable Failure prepare(FactoryEntry wanted, boolean back) {
    Probation trial = back ? probation : null;
    if (closed || run == null || !(serving() || trial != null)) {
      return null;
    }
    replacement = new Replacement(env, wanted, config, serves(run), this::runChanged);
    return trial == null ? replacement.prepare() : replacement.prepareReturn(trial.before());
  }

  /** Ends the probation of a controller of a bundle. */
  void confirm(long bundle) {
    if (probation != null && probation.concerns(bundle)) {
      probation = null;
      runChanged();
    }
  }

  /** Begins to end a switch well: both answer until {@link #commit}. */
  List<String> attachSuccessor() {
    if (replacement != null) {
      replacement.attach();
    }
    return List.of();
  }

  /**
   * Ends a switch well, for good or on probation: moves to the successor, or to whatever factory
   * there is now. Returns what is worth telling.
   */
  List<String> commit(FactoryEntry wanted, boolean onProbation) {
    Replacement prepared = replacement;
    replacement = null;
    probation = null;
    if (prepared == null) {
      reconcile();
      return List.of();
    }
    run = prepared.commit();
    entry = wanted;
    if (onProbation) {
      probation = new Probation(wanted, prepared.saved(), loader::troubled);
    }
    LOG.info(
        "controller replaced id={} version={} controller={}",
        directive.id(),
        wanted.info().version(),
        run == null ? "none" : run.name());
    afterSwitch();
    return prepared.notes();
  }

  /** Says why a successor that was ready is not any more, or null. */
  @Nullable Failure verify() {
    return replacement == null ? null : replacement.verify();
  }

  /** Ends a switch that was given up. Returns what is worth telling. */
  List<String> undo() {
    Replacement prepared = replacement;
    replacement = null;
    probation = null;
    if (prepared == null) {
      return List.of();
    }
    run = prepared.undo(entryOffered());
    if (run == null) {
      entry = null;
    }
    afterSwitch();
    return prepared.notes();
  }

  private void afterSwitch() {
    if (closed) {
      end();
      return;
    }
    runChangedNow();
    reconcile();
  }

  private void end() {
    stopRun();
    entry = null;
    ended.countDown();
    loader.ended(this);
  }

  private boolean entryOffered() {
    return entry != null && factories.offers(entry);
  }

  /**
   * A factory came or went outside a switch: make before break, and if the new one is no good the
   * old one stays while it can.
   */
  private void replaceAlone(FactoryEntry wanted) {
    Failure failure = prepare(wanted, false);
    if (failure == null) {
      commit(wanted, false);
      return;
    }
    LOG.warn(
        "replacement is not ready, the old controller stays id={} version={} failure={}",
        directive.id(),
        wanted.info().version(),
        failure.summary());
    Replacement prepared = replacement;
    replacement = null;
    boolean mayStay = entryOffered();
    run = prepared == null ? run : prepared.undo(mayStay);
    if (!mayStay) {
      stopRun();
      entry = wanted;
    }
    if (run == null) {
      notMade(failure);
    } else {
      runChangedNow();
    }
  }

  private void tryStart() {
    FactoryEntry wanted = entry;
    if (closed || wanted == null || env.running().closing()) {
      return;
    }
    if (wanted.info().exclusive()) {
      loader.awaitLeaving(this);
    }
    status.tell(Phase.STARTING, wanted, null);
    Foreign.Answer<ControllerRun> made = Construction.construct(env, wanted, config);
    ControllerRun constructed = made.value();
    if (constructed == null) {
      notMade(made.failure());
      return;
    }
    run = constructed;
    constructed.start(this::runChanged);
    constructed.attach(null);
    runChangedNow();
  }

  private void notMade(@Nullable Failure failure) {
    if (Construction.invalidConfig(failure)) {
      status.invalid(directive.id(), entry, failure);
    } else {
      retryLater(failure, Duration.ZERO);
    }
  }

  private void runChanged() {
    work.submit(
        () -> {
          if (!closed && replacement == null) {
            runChangedNow();
          }
        });
  }

  private void runChangedNow() {
    ControllerRun current = run;
    if (current == null) {
      return;
    }
    ControllerStatus latest = current.status();
    if (latest.phase() == Phase.BACKING_OFF && probation != null) {
      // It stays on the bus until it is decided whether its predecessor comes back.
      probation.failed(current, latest.failure());
    } else if (latest.phase() == Phase.BACKING_OFF) {
      Duration good = current.executedFor();
      stopRun();
      retryLater(latest.failure(), good);
    } else {
      status.tell(latest);
    }
  }

  private void retryLater(@Nullable Failure failure, Duration wasGoodFor) {
    status.retrying(directive.id(), entry, failure, retry.later(wasGoodFor, this::tryStart));
  }

  private void stopRun() {
    retry.cancel();
    ControllerRun stopped = run;
    run = null;
    probation = null;
    if (stopped != null) {
      leftovers = stopped.stop();
      if (!leftovers.isEmpty()) {
        LOG.warn("controller did not stop in time id={} left={}", directive.id(), leftovers);
      }
    }
  }
}
