// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.directive.Failure;
import bus.api.plugin.Leak;
import bus.api.plugin.UnloadedPlugin;
import hot.deployer.proof.Held;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.framework.BundleContext;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has holders of unloaded code looked for, when it is asked to or when a generation has been held
 * for long; one look after the other, on a thread of its own. Empties the caches of the JDK after
 * each unloading.
 *
 * <p>Thread-safe.
 */
public final class LeakWatch implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LeakWatch.class);
  private static final Duration MIN_BETWEEN_DUMPS = Duration.ofMinutes(1);

  private final Settings settings;
  private final Clock clock;
  private final LeakFinder finder;
  private final Supplier<List<Held>> held;
  private final Runnable looked;
  private final ScheduledThreadPoolExecutor thread;
  private final PromiseFactory promises;

  /** Generations that were reported; belongs to the thread. */
  private final Set<Long> reported = new HashSet<>();

  private long lastDump = System.nanoTime() - MIN_BETWEEN_DUMPS.toNanos();
  private volatile List<Leak> leaks = List.of();

  /**
   * How leaks are treated.
   *
   * @param mode what is done by itself
   * @param after how long a generation may be held before it is reported
   * @param dumpLimit how many bytes of the heap may be in use for a dump to be written
   * @param readLimit how long the reading of a dump may take
   * @param directory where dumps are written
   */
  public record Settings(
      LeakMode mode, Duration after, long dumpLimit, Duration readLimit, Path directory) {}

  /**
   * Starts watching.
   *
   * @param held lists what should be gone and is not
   * @param looked told after each look, during which class loaders are held
   */
  public LeakWatch(
      BundleContext context,
      Settings settings,
      Clock clock,
      Supplier<List<Held>> held,
      Runnable looked,
      ThreadFactory threads) {
    this.settings = settings;
    this.clock = clock;
    this.held = held;
    this.looked = looked;
    HeapDump dump = new HeapDump(settings.directory, settings.dumpLimit);
    this.finder = new LeakFinder(context, clock, dump, settings.readLimit);
    this.thread = new ScheduledThreadPoolExecutor(1, threads);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.promises = new PromiseFactory(thread, thread);
  }

  /**
   * Returns the leaks that the last look has found and that are still there.
   *
   * @return a snapshot, oldest first
   */
  public List<Leak> leaks() {
    Set<Long> there =
        held.get().stream().map(one -> one.plugin().bundleId()).collect(Collectors.toSet());
    return leaks.stream().filter(leak -> there.contains(leak.bundleId())).toList();
  }

  /**
   * Looks now.
   *
   * @param heapDump whether to write and read a dump of the heap
   * @return resolved with what is still there
   */
  public Promise<List<Leak>> find(boolean heapDump) {
    Deferred<List<Leak>> done = promises.deferred();
    try {
      thread.execute(
          () -> {
            try {
              done.resolve(look(heapDump));
            } catch (Throwable failed) { // whoever asked must get an answer
              done.fail(new IllegalStateException("look failed: " + Failure.of(failed).summary()));
            }
          });
    } catch (RejectedExecutionException closed) {
      done.fail(new IllegalStateException("the deployer is closed"));
    }
    return done.getPromise();
  }

  private List<Leak> look(boolean heapDump) {
    List<Leak> found = finder.find(held.get(), heapDump);
    looked.run();
    leaks = found;
    return found;
  }

  /**
   * Empties the caches of the JDK, now that code was unloaded.
   *
   * @param loader its class loader
   */
  public void unloaded(WeakReference<ClassLoader> loader) {
    later(
        Duration.ZERO,
        () -> {
          ClassLoader gone = loader.get();
          if (gone != null) {
            JdkCaches.clear(gone);
          }
        });
  }

  /**
   * Reports a generation that is held, when it has been for long.
   *
   * @param plugin what is held
   */
  public void held(UnloadedPlugin plugin) {
    if (settings.mode != LeakMode.OFF) {
      Duration age = Duration.between(plugin.at(), clock.instant());
      later(settings.after.minus(age), () -> report(plugin));
    }
  }

  private void report(UnloadedPlugin plugin) {
    boolean there =
        held.get().stream().anyMatch(one -> one.plugin().bundleId() == plugin.bundleId());
    if (!there || reported.contains(plugin.bundleId())) {
      return;
    }
    long sinceDump = System.nanoTime() - lastDump;
    if (sinceDump < MIN_BETWEEN_DUMPS.toNanos()) {
      later(MIN_BETWEEN_DUMPS.minusNanos(sinceDump), () -> report(plugin));
      return;
    }
    List<Leak> found = look(true);
    lastDump = System.nanoTime();
    for (Leak leak : found) {
      if (leak.proven() && reported.add(leak.bundleId())) {
        log.warn(
            "leak plugin={} version={} generation={} holders={}",
            leak.plugin(),
            leak.version(),
            leak.generation(),
            leak.holders().stream()
                .map(holder -> holder.kind() + ": " + holder.what())
                .collect(Collectors.joining("; ")));
      }
    }
    reported.retainAll(found.stream().map(Leak::bundleId).toList());
    reported.add(plugin.bundleId());
  }

  /**
   * Says whether a plugin may be deployed in spite of its leaks.
   *
   * @param plugin the plugin id
   * @return why not, to follow a file's name; empty if it may
   */
  public Optional<String> objection(String plugin) {
    if (settings.mode != LeakMode.STRICT) {
      return Optional.empty();
    }
    return leaks().stream()
        .filter(leak -> leak.proven() && leak.plugin().equals(plugin))
        .findFirst()
        .map(
            leak ->
                "is not deployed while generation %d of %s leaks (%s); hot:leaks tells more"
                    .formatted(
                        leak.generation(),
                        plugin,
                        leak.holders().isEmpty()
                            ? "nobody knows who holds it"
                            : leak.holders().get(0).what()));
  }

  private void later(Duration delay, Runnable work) {
    try {
      Future<?> unused =
          thread.schedule(
              () -> guarded(work), Math.max(0, delay.toMillis()), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("not looking for leaks any more, the deployer is closed");
    }
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable failed) { // the top of a task, whose failure nobody else sees
      log.warn("look for leaks failed reason={}", Failure.of(failed).trace());
    }
  }

  /** Ends the watching; a look under way is interrupted. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
