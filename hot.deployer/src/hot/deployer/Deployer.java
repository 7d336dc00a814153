// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

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
import hot.deployer.flight.FlightLog;
import hot.deployer.leak.LeakWatch;
import hot.deployer.proof.UnloadProof;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.util.promise.Promise;
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
  private final DeployerThread thread = new DeployerThread();
  private final StateGuard guard;
  private final ContentStore store;
  private final History history;
  private final FlightLog flights;
  private final UnloadProof proof;
  private final LeakWatch leaks;
  private final FolderWatch watch;
  private final LeftOvers leftOvers;
  private final RunMark mark;
  private final Quarantine quarantine;
  private final Probations probations;
  private final Registration troubles;
  private final DeployedSet deployed;
  private final Operations operations;
  private final Reconciler reconciler;
  private final Touched pending = new Touched();

  /** Passes on what the proof finds. */
  private final class Observer implements UnloadProof.Listener {
    @Override
    public void unloaded(WeakReference<ClassLoader> loader) {
      leaks.unloaded(loader);
    }

    @Override
    public void judged(UnloadedPlugin plugin) {
      flights.judged(plugin);
      if (plugin.proof() == UnloadedPlugin.Proof.HELD) {
        leaks.held(plugin);
      }
    }
  }

  /**
   * Makes a deployer; {@link #start} begins its work.
   *
   * @param generations moves the controllers from generation to generation
   * @throws IOException if the state directory can not be used, or another deployer has it
   */
  Deployer(BundleContext context, GenerationSwitch generations, DeployerSettings settings)
      throws IOException {
    this.settings = settings;
    Verdicts.Policy signatures = SignaturePolicy.of(context);
    LeakWatch.Settings leakSettings = LeakSettings.of(context, settings.state());
    guard = new StateGuard(settings.state(), context);
    Clock clock = Clock.systemUTC();
    history = new History(new HistoryFile(settings.state(), History.MAX));
    Journal journal = new Journal(settings.state());
    store = guard.opening(() -> new ContentStore(settings.state().resolve("store")));
    Lineage lineage = new Lineage(settings.state(), settings.generations());
    Holds holds = new Holds(settings.state());
    // Nothing from here on refuses a setting or reads a file: a thread would be left behind.
    flights = FlightLog.open();
    Expendable expendable = new Expendable(settings.startTimeout());
    watch =
        guard.opening(() -> new FolderWatch(settings.folders(), settings.rescan(), this::touched));
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
    mark = new RunMark(settings.state());
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
            new CheckedPlanner(verdicts, context),
            new Logbook(clock, flights, history.lastNumber()),
            new FolderScanner(
                settings.folders(), store, settings.rescan(), journal.lastGood().keySet()),
            new Transaction(
                context,
                generations,
                new Staging(context, journal, expendable),
                unloader,
                probations,
                clock,
                guard.directories()),
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
    thread.start();
    thread.execute(this::begin);
    thread.execute(watch::start);
    thread.repeat(settings.rescan(), this::lookAndLog);
  }

  private void begin() {
    int left = leftOvers.remove();
    log.info(
        "deployer begins after={} leftOvers={} lastGood={} state={}",
        mark.wasLeft() ? "a process that was killed" : "a clean stop",
        left,
        deployed.remembered(),
        settings.state());
    mark.set();
  }

  private void end() {
    reconciler.removeAll();
    mark.clear();
  }

  private void touched(Set<Path> files) {
    boolean relevant = files.isEmpty() || files.stream().anyMatch(FolderScanner::isPlugin);
    if (relevant && pending.add(files)) {
      thread.execute(this::lookAndLog);
    }
  }

  private void lookAndLog() {
    try {
      look();
      guard.worked();
    } catch (IOException failed) {
      guard.failed(failed);
    }
  }

  /** Makes the state directory again if it has gone. */
  private void restore() throws IOException {
    if (guard.restore(store)) {
      mark.set();
      history.lost();
      reconciler.lost();
    }
  }

  private Deployment look() throws IOException {
    restore();
    Duration age = pending.age();
    Deployment deployment = reconciler.look(pending.take(), age);
    if (!deployment.changes().isEmpty()) {
      history.add(deployment);
    }
    Duration next = probations.next();
    if (next != null) {
      thread.later(next, this::endProbations);
    }
    return deployment;
  }

  private void endProbations() {
    reconciler.endProbations().forEach(history::amend);
  }

  private void goBack(GenerationSwitch.Trouble trouble) {
    thread.execute(
        () -> {
          Deployment deployment = reconciler.goBack(trouble);
          if (!deployment.changes().isEmpty()) {
            history.add(deployment);
            lookAndLog();
          }
        });
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
    return thread.submit(this::look);
  }

  @Override
  public Promise<DeploymentPlan> plan() {
    return thread.submit(reconciler::preview);
  }

  @Override
  public List<Quarantined> quarantine() {
    return quarantine.list();
  }

  @Override
  public Promise<Deployment> retry(String name) {
    return thread.submit(
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
    return thread.submit(
        () -> {
          operations.rollback(plugin, generation);
          return look();
        });
  }

  @Override
  public Promise<LoadedPlugin> pin(String plugin) {
    return thread.submit(() -> operations.pin(plugin));
  }

  @Override
  public Promise<Deployment> unpin(String plugin) {
    return thread.submit(
        () -> {
          operations.unpin(plugin);
          return look();
        });
  }

  @Override
  public DeploymentCounts counts() {
    return history.counts();
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
    thread.close(this::end, settings.startTimeout().multipliedBy(2).plus(MIN_CLOSE));
    leaks.close();
    proof.close();
    flights.close();
    guard.close();
  }
}
