// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentCounts;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Plugins;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import hot.deployer.content.ContentStore;
import hot.deployer.leak.LeakWatch;
import hot.deployer.proof.UnloadProof;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The deployer as a whole: lets the looks at the folders happen on its one thread, when events,
 * callers or the clock ask for them.
 */
final class Deployer implements Plugins, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Deployer.class);
  private static final Duration MIN_CLOSE = Duration.ofSeconds(5);

  private final DeployerSettings settings;
  private final ScheduledThreadPoolExecutor thread;
  private final ExecutorService callbacks;
  private final PromiseFactory promises;
  private final History history = new History();
  private final UnloadProof proof;
  private final LeakWatch leaks;
  private final FolderWatch watch;
  private final LeftOvers leftOvers;
  private final Quarantine quarantine;
  private final Probations probations;
  private final Registration troubles;
  private final DeployedSet deployed;
  private final Operations operations;
  private final Reconciler reconciler;
  private final Pending pending = new Pending();

  /** Passes on what the proof finds. */
  private final class Observer implements UnloadProof.Listener {
    @Override
    public void unloaded(WeakReference<ClassLoader> loader) {
      leaks.unloaded(loader);
    }

    @Override
    public void held(UnloadedPlugin plugin) {
      leaks.held(plugin);
    }
  }

  /** What events have touched since the last look began. Its lock guards it. */
  private static final class Pending {
    private Set<Path> touched = new HashSet<>();
    private long since;
    private boolean asked;

    /** Says whether a look must be scheduled. */
    synchronized boolean add(Set<Path> files) {
      touched.addAll(files);
      if (asked) {
        return false;
      }
      asked = true;
      since = System.nanoTime();
      return true;
    }

    synchronized Duration age() {
      return asked ? Duration.ofNanos(System.nanoTime() - since) : Duration.ZERO;
    }

    synchronized Set<Path> take() {
      Set<Path> taken = touched;
      touched = new HashSet<>();
      asked = false;
      return taken;
    }
  }

  /**
   * Makes a deployer; {@link #start} begins its work.
   *
   * @param generations moves the controllers from generation to generation
   * @throws IOException if the state directory can not be used
   */
  Deployer(BundleContext context, GenerationSwitch generations, DeployerSettings settings)
      throws IOException {
    this.settings = settings;
    Files.createDirectories(settings.state());
    Clock clock = Clock.systemUTC();
    Journal journal = new Journal(settings.state());
    ContentStore store = new ContentStore(settings.state().resolve("store"));
    Lineage lineage = new Lineage(settings.state(), settings.generations());
    Holds holds = new Holds(settings.state());
    Verdicts.Policy signatures = SignaturePolicy.of(context);
    LeakWatch.Settings leakSettings = LeakSettings.of(context, settings.state());
    // Nothing from here on refuses a setting or reads a file: a thread would be left behind.
    Expendable expendable = new Expendable(settings.startTimeout());
    watch = new FolderWatch(settings.folders(), settings.rescan(), this::touched);
    thread = new ScheduledThreadPoolExecutor(1, NeutralThreads.named("hotbus-deployer"));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.prestartCoreThread();
    callbacks = Executors.newSingleThreadExecutor(NeutralThreads.named("hotbus-deployer-promises"));
    promises = new PromiseFactory(callbacks);
    proof = new UnloadProof(NeutralThreads.named("hotbus-unload-proof"), new Observer());
    leaks =
        new LeakWatch(
            context,
            leakSettings,
            clock,
            proof::held,
            proof::looked,
            NeutralThreads.named("hotbus-leaks"));
    Unloader unloader = new Unloader(context, expendable, proof, clock, settings.startTimeout());
    leftOvers = new LeftOvers(context, journal, unloader);
    quarantine = new Quarantine(clock, settings.rescan());
    probations = new Probations(generations, unloader, settings.probation());
    deployed =
        new DeployedSet(
            journal, store, new ManifestFile(settings.state()), lineage, holds, probations);
    Verdicts verdicts =
        new Verdicts(context, List.of(signatures, (content, manifest) -> leak(manifest.id())));
    operations = new Operations(deployed, quarantine, verdicts);
    reconciler =
        new Reconciler(
            verdicts,
            clock,
            new FolderScanner(
                settings.folders(), store, settings.rescan(), journal.lastGood().keySet()),
            new Transaction(
                context,
                generations,
                new Staging(context, journal, expendable),
                unloader,
                probations,
                clock),
            deployed,
            quarantine);
    troubles = generations.onTrouble(this::goBack);
  }

  private Optional<Objection> leak(String plugin) {
    return leaks
        .objection(plugin)
        .map(reason -> new Objection(reason, Objection.FILE + ", or that the leak goes"));
  }

  /** Takes out what was left over, deploys what the folders hold, and watches them from then on. */
  void start() {
    thread.execute(leftOvers::remove);
    thread.execute(watch::start);
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            this::lookAndLog, 0, settings.rescan().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void touched(Set<Path> files) {
    boolean relevant = files.isEmpty() || files.stream().anyMatch(FolderScanner::isPlugin);
    if (relevant && pending.add(files)) {
      try {
        thread.execute(this::lookAndLog);
      } catch (RejectedExecutionException closed) {
        log.debug("folder event ignored, the deployer is closed");
      }
    }
  }

  private void lookAndLog() {
    try {
      look();
    } catch (Throwable failed) { // the top of the deployer's loop, which must go on
      log.error(
          "look at the plugin folders failed, trying again later reason={}",
          Failure.of(failed).trace());
    }
  }

  private Deployment look() throws IOException {
    Duration age = pending.age();
    Deployment deployment = reconciler.look(pending.take(), age);
    if (!deployment.changes().isEmpty()) {
      history.add(deployment);
    }
    Duration next = probations.next();
    if (next != null) {
      later(next, this::endProbations);
    }
    return deployment;
  }

  private void endProbations() {
    StepTimes steps = new StepTimes();
    reconciler.endProbations(steps).forEach(number -> history.amend(number, steps.toList()));
  }

  private void goBack(GenerationSwitch.Trouble trouble) {
    later(
        Duration.ZERO,
        () -> {
          Deployment deployment = reconciler.goBack(trouble);
          if (!deployment.changes().isEmpty()) {
            history.add(deployment);
            lookAndLog();
          }
        });
  }

  private void later(Duration delay, Runnable work) {
    try {
      Future<?> unused =
          thread.schedule(
              () -> {
                try {
                  work.run();
                } catch (Throwable failed) { // the top of the deployer's loop, which must go on
                  log.error("deployer failed reason={}", Failure.of(failed).trace());
                }
              },
              delay.toNanos(),
              TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("deployer is closed");
    }
  }

  @Override
  public List<LoadedPlugin> plugins() {
    return deployed.plugins();
  }

  @Override
  public List<Deployment> history() {
    return history.deployments();
  }

  @Override
  public List<UnloadedPlugin> unloaded() {
    return proof.unloaded();
  }

  @Override
  public List<Leak> leaks() {
    return leaks.leaks();
  }

  @Override
  public Promise<List<Leak>> findLeaks(boolean heapDump) {
    return leaks.find(heapDump);
  }

  @Override
  public Promise<Deployment> rescan() {
    return submit(this::look);
  }

  @Override
  public Promise<DeploymentPlan> plan() {
    return submit(reconciler::preview);
  }

  @Override
  public List<Quarantined> quarantine() {
    return quarantine.list();
  }

  @Override
  public Promise<Deployment> retry(String name) {
    return submit(
        () -> {
          operations.pardon(name);
          return look();
        });
  }

  @Override
  public List<PluginGeneration> generations(String plugin) {
    return deployed.generations(plugin);
  }

  @Override
  public Promise<Deployment> rollback(String plugin, int generation) {
    return submit(
        () -> {
          operations.rollback(plugin, generation);
          return look();
        });
  }

  @Override
  public Promise<LoadedPlugin> pin(String plugin) {
    return submit(() -> operations.pin(plugin));
  }

  @Override
  public Promise<Deployment> unpin(String plugin) {
    return submit(
        () -> {
          operations.unpin(plugin);
          return look();
        });
  }

  @Override
  public DeploymentCounts counts() {
    return history.counts();
  }

  /** Does something on the deployer's thread for a caller, who always gets an answer. */
  private <T> Promise<T> submit(Callable<? extends T> work) {
    Deferred<T> done = promises.deferred();
    try {
      thread.execute(
          () -> {
            try {
              done.resolve(work.call());
            } catch (IllegalArgumentException | IllegalStateException refused) {
              done.fail(refused);
            } catch (Throwable failed) { // whoever asked must get an answer
              done.fail(new IllegalStateException("failed: " + Failure.of(failed).summary()));
            }
          });
    } catch (RejectedExecutionException closed) {
      done.fail(new IllegalStateException("the deployer is closed"));
    }
    return done.getPromise();
  }

  @Override
  public Registration onDeployment(Consumer<? super Deployment> listener) {
    return history.listen(listener);
  }

  /** Stops watching and takes all plugins out, within bounds. */
  @Override
  public void close() {
    watch.close();
    troubles.close();
    try {
      thread.execute(reconciler::removeAll);
      thread.shutdown();
      Duration limit = settings.startTimeout().multipliedBy(2).plus(MIN_CLOSE);
      if (!thread.awaitTermination(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("deployer does not end in time, leaving it millis={}", limit.toMillis());
        thread.shutdownNow();
      }
    } catch (RejectedExecutionException closed) {
      log.debug("deployer was closed before");
    } catch (InterruptedException hurried) {
      thread.shutdownNow();
      Thread.currentThread().interrupt();
    }
    callbacks.shutdown();
    leaks.close();
    proof.close();
  }
}
