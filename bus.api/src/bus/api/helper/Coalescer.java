// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a task when asked, never twice at once: who asks during a run returns at once, and the
 * running thread runs the task once more. So the last run has seen everything that was true when it
 * was last asked for.
 *
 * <p>The way to compute something from several sources that change on different threads, without a
 * lock: read all sources in the task, and ask for it whenever one changes.
 *
 * <pre>{@code
 * Coalescer update = new Coalescer(() -> sink.set(judge(warmth, moisture)));   // volatile fields
 * bus.watch(readWarmth, state -> { warmth = state.first(); update.run(); });
 * bus.watch(readMoisture, state -> { moisture = state.first(); update.run(); });
 * }</pre>
 *
 * <p>Thread-safe. The task may ask for itself.
 */
public final class Coalescer implements Runnable {

  private final Runnable task;
  private final AtomicInteger asked = new AtomicInteger();

  /**
   * Creates a coalescer.
   *
   * @param task what to run
   */
  public Coalescer(Runnable task) {
    this.task = task;
  }

  /**
   * Asks for a run. It has begun after this call at the latest, on this thread or on the one that
   * is running the task.
   *
   * @throws RuntimeException what the task threw, to the thread that ran it, after the last run
   */
  @Override
  public void run() {
    if (asked.getAndIncrement() > 0) {
      return;
    }
    int seen;
    do {
      seen = asked.get();
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        failed(seen, e);
        throw e;
      }
    } while (!asked.compareAndSet(seen, 0));
  }

  /** Does what was asked for during a run that failed; nobody else would. */
  private void failed(int seen, Throwable failure) {
    if (asked.getAndSet(0) != seen) {
      try {
        run();
      } catch (RuntimeException | Error again) {
        failure.addSuppressed(again);
      }
    }
  }
}
