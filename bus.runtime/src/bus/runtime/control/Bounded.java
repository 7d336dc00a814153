// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.directive.Failure;
import bus.runtime.engine.Foreign;
import bus.runtime.engine.Threads;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Calls of foreign code that are given up after a time: the caller goes on, the thread is
 * interrupted and left alone.
 */
final class Bounded {

  private static final String TIMED_OUT = "TimeoutException";

  private Bounded() {}

  /** Whether this is what {@link #run} and {@link #ask} answer when they give up. */
  static boolean timedOut(Failure failure) {
    return failure.type().equals(TIMED_OUT);
  }

  static <T> Foreign.Answer<T> ask(
      Threads threads, String owner, Duration limit, Callable<? extends @Nullable T> question) {
    CountDownLatch done = new CountDownLatch(1);
    AtomicReference<Foreign.Answer<T>> answer = new AtomicReference<>();
    AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
    Runnable call =
        () -> {
          thread.set(Thread.currentThread());
          answer.set(Foreign.ask(question));
          thread.set(null);
          done.countDown();
        };
    try {
      threads.start(owner, call);
    } catch (RejectedExecutionException closed) {
      call.run();
    }
    if (awaitUninterruptibly(done, limit)) {
      return answer.get();
    }
    Thread late = thread.get();
    if (late != null) {
      late.interrupt();
    }
    return new Foreign.Answer<>(
        null, Failure.of(TIMED_OUT, "not done within " + limit.toMillis() + " ms"));
  }

  static @Nullable Failure run(Threads threads, String owner, Duration limit, Foreign.Work work) {
    return Bounded.<Object>ask(
            threads,
            owner,
            limit,
            () -> {
              work.run();
              return null;
            })
        .failure();
  }

  /**
   * Waits; an interruption is kept for later, because a half-done stop or switch would be worse
   * than a late one.
   */
  static boolean awaitUninterruptibly(CountDownLatch latch, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return latch.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
