// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the deployer works, and another for the callbacks of its promises. What
 * is given to it once it is closed is not done. Thread-safe.
 */
final class DeployerThread {

  private static final Logger log = LoggerFactory.getLogger(DeployerThread.class);

  private final ScheduledThreadPoolExecutor thread = single("hotbus-deployer");
  private final ScheduledThreadPoolExecutor callbacks = single("hotbus-deployer-promises");
  private final PromiseFactory promises = new PromiseFactory(callbacks, callbacks);

  private static ScheduledThreadPoolExecutor single(String name) {
    ScheduledThreadPoolExecutor single =
        new ScheduledThreadPoolExecutor(1, NeutralThreads.named(name));
    single.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    single.setRemoveOnCancelPolicy(true);
    return single;
  }

  /** Makes the thread now, so that it inherits nothing from whoever needs it first. */
  void start() {
    thread.prestartCoreThread();
  }

  /** Does something soon. */
  void execute(Runnable work) {
    later(Duration.ZERO, work);
  }

  /** Does something after a while. */
  void later(Duration delay, Runnable work) {
    try {
      Future<?> unused =
          thread.schedule(() -> guarded(work), delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      log.debug("deployer is closed");
    }
  }

  /** Does something now and again, each time that long after the last. */
  void repeat(Duration pause, Runnable work) {
    Future<?> unused =
        thread.scheduleWithFixedDelay(
            () -> guarded(work), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void guarded(Runnable work) {
    try {
      work.run();
    } catch (Throwable failed) { // the top of the deployer's loop, which must go on
      log.error("deployer failed, it goes on reason={}", Failure.of(failed).trace());
    }
  }

  /** Does something for a caller, who always gets an answer. */
  <T> Promise<T> submit(Callable<? extends T> work) {
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

  /** Does one thing more and ends, or is left alone if that takes too long. */
  void close(Runnable last, Duration limit) {
    try {
      thread.execute(() -> guarded(last));
      thread.shutdown();
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
  }
}
