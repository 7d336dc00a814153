// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Registration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only source of threads of a bus: virtual threads where the JVM has them, otherwise pooled
 * ones, and one timer.
 *
 * <p>Thread-safe. Threads are daemons and are made by a neutral thread, so that none inherits the
 * context class loader, the access control context or the thread-locals of plugin code. It knows
 * for whom each busy thread works.
 */
public final class Threads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Threads.class);
  private static final AtomicLong NUMBERS = new AtomicLong();
  private static final ClassLoader NEUTRAL = Threads.class.getClassLoader();

  private final ExecutorService maker;
  private final WorkerPool workers;
  private final ScheduledThreadPoolExecutor timer;
  private final PromiseFactory promises;
  private final Map<Thread, String> busy = new ConcurrentHashMap<>();

  /** Starts the timer and the neutral thread. */
  public Threads() {
    String name = "bus-" + NUMBERS.incrementAndGet();
    maker = Executors.newSingleThreadExecutor(task -> daemon(task, name + "-maker"));
    // Started now, so that it inherits nothing from whoever needs the first thread.
    await(maker.submit(() -> {}));
    workers = new WorkerPool(made(name));
    timer = new ScheduledThreadPoolExecutor(1, made(name + "-timer"));
    timer.setRemoveOnCancelPolicy(true);
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    promises = new PromiseFactory(this::execute, timer);
  }

  /**
   * Runs work on a thread of its own, which may block.
   *
   * @param owner for whom, shown to those who ask what does not stop
   * @param work the work; must not throw
   * @throws RejectedExecutionException if this source is closed
   */
  public void start(String owner, Runnable work) {
    workers.execute(
        () -> {
          Thread thread = Thread.currentThread();
          busy.put(thread, owner);
          try {
            work.run();
          } finally {
            // The thread is used again; what foreign code has set would keep its class loader
            // alive.
            thread.setContextClassLoader(NEUTRAL);
            busy.remove(thread);
          }
        });
  }

  private void execute(Runnable callback) {
    try {
      start("promise", () -> Foreign.callback(LOG, "promise", "a promise", callback::run));
    } catch (RejectedExecutionException closed) {
      callback.run();
    }
  }

  /**
   * Runs something later, on the timer's thread, where it must be quick.
   *
   * @param delay how much later
   * @param task the task; must not throw
   * @return cancels it; null if this source is closed and it will never run
   */
  public @Nullable ScheduledFuture<?> later(Duration delay, Runnable task) {
    try {
      return timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.debug("timer is closed, task dropped");
      return null;
    }
  }

  /** Runs something later on a thread where it may call foreign code; returns what cancels it. */
  Registration timeOut(Duration limit, Runnable task) {
    ScheduledFuture<?> timing = later(limit, () -> start("time-out", task));
    return () -> {
      if (timing != null) {
        timing.cancel(false);
      }
    };
  }

  /**
   * Returns the maker of promises whose callbacks run on threads of this source.
   *
   * @return the factory
   */
  public PromiseFactory promises() {
    return promises;
  }

  /**
   * Says for whom threads are busy.
   *
   * @return the owners, one for each busy thread, sorted
   */
  public List<String> busy() {
    return busy.values().stream().sorted().toList();
  }

  /**
   * Lets go of idle threads, because code is about to be unloaded that they may have run: the JVM
   * can keep its class loader alive for as long as such a thread lives. A thread that is busy now
   * ends with its work.
   */
  public void renew() {
    workers.renew();
  }

  /** Stops the timer and lets threads end when their work has ended; does not wait for it. */
  @Override
  public void close() {
    timer.shutdownNow();
    workers.close();
    maker.shutdown();
  }

  private ThreadFactory made(String name) {
    AtomicLong count = new AtomicLong();
    return task -> {
      Callable<Thread> make = () -> daemon(task, name + "-" + count.incrementAndGet());
      return await(maker.submit(make));
    };
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(null, task, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(NEUTRAL);
    return thread;
  }

  /**
   * Waits for the neutral thread, which only makes an object; an interruption is kept for later.
   */
  private static <T> T await(Future<T> made) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return made.get();
        } catch (InterruptedException again) {
          interrupted = true;
        } catch (ExecutionException failed) {
          throw new IllegalStateException("no thread could be made", failed.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
