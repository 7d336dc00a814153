// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.plugin.Deployment;
import bus.api.plugin.GenerationSwitch;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.Plugins;
import bus.api.plugin.UnloadedPlugin;
import hot.deployer.content.ContentStore;
import hot.deployer.proof.UnloadProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
  private final FolderWatch watch;
  private final LeftOvers leftOvers;
  private final Reconciler reconciler;
  private final Pending pending = new Pending();

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
    Expendable expendable = new Expendable(settings.startTimeout());
    watch = new FolderWatch(settings.folders(), settings.rescan(), this::touched);
    thread = new ScheduledThreadPoolExecutor(1, NeutralThreads.named("hotbus-deployer"));
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.prestartCoreThread();
    callbacks = Executors.newSingleThreadExecutor(NeutralThreads.named("hotbus-deployer-promises"));
    promises = new PromiseFactory(callbacks);
    proof = new UnloadProof(NeutralThreads.named("hotbus-unload-proof"));
    Unloader unloader = new Unloader(context, expendable, proof, clock, settings.startTimeout());
    leftOvers = new LeftOvers(context, journal, unloader);
    reconciler =
        new Reconciler(
            new Verdicts(context),
            clock,
            journal,
            store,
            new FolderScanner(
                settings.folders(), store, settings.rescan(), journal.lastGood().keySet()),
            new Transaction(
                context, generations, new Staging(context, journal, expendable), unloader, clock),
            new ManifestFile(settings.state()));
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
    return deployment;
  }

  @Override
  public List<LoadedPlugin> plugins() {
    return reconciler.plugins();
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
  public Promise<Deployment> rescan() {
    Deferred<Deployment> done = promises.deferred();
    try {
      thread.execute(
          () -> {
            try {
              done.resolve(look());
            } catch (Throwable failed) { // whoever asked must get an answer
              done.fail(new IllegalStateException("look failed: " + Failure.of(failed).summary()));
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
    proof.close();
  }
}
