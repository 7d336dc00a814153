// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import static org.assertj.core.api.Assertions.assertThat;

import bus.runtime.fixture.StressRun;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Workers on one bus: they do some steps, meet, have the bus at rest compared with the model, and
 * go on; in the end the bus is closed under them.
 */
final class Round {

  private static final long LIMIT_SECONDS = 60;

  private final StressRun run;
  private final int threads;
  private final int names;
  private final int steps;
  private final TestBus test = new TestBus();
  private final History history;
  private final CyclicBarrier barrier;
  private final long end;
  private long checks;
  private volatile boolean over;

  /**
   * Prepares a round.
   *
   * @param run its seed and time
   * @param threads how many workers
   * @param names how many different directives
   * @param steps how many steps each does between two checks
   */
  Round(StressRun run, int threads, int names, int steps) {
    this.run = run;
    this.threads = threads;
    this.names = names;
    this.steps = steps;
    history = new History(threads);
    barrier = new CyclicBarrier(threads, this::check);
    end = run.end();
  }

  /** Runs it; returns what was done. */
  Done run() throws InterruptedException, ExecutionException, TimeoutException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Worker worker = new Worker(test.bus, history, number, names, run.random(number));
        all.add(executor.submit(() -> work(worker, number)));
      }
      await(all);
      check();
      test.close();
    } finally {
      executor.shutdownNow();
      assertThat(executor.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
    return new Done(history.operations.sum(), checks);
  }

  /** What broke the barrier says more than that it is broken, whichever worker meets it first. */
  private void await(List<Future<?>> all)
      throws ExecutionException, InterruptedException, TimeoutException {
    ExecutionException broken = null;
    for (Future<?> each : all) {
      try {
        each.get(run.time().toSeconds() + LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof BrokenBarrierException)) {
          throw failed;
        }
        broken = failed;
      }
    }
    if (broken != null) {
      throw broken;
    }
  }

  /** How many operations and checks. */
  record Done(long operations, long checks) {

    Done plus(Done other) {
      return new Done(operations + other.operations, checks + other.checks);
    }
  }

  private Void work(Worker worker, int number)
      throws InterruptedException, BrokenBarrierException, TimeoutException {
    while (!over) {
      for (int i = 0; i < steps; i++) {
        worker.step();
      }
      barrier.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    for (int i = 0; i < steps; i++) {
      if (number == 0 && i == steps / 2) {
        history.closing = true;
        test.engine.close();
      }
      if (!worker.step()) {
        break;
      }
    }
    return null;
  }

  private void check() {
    try {
      checkNow();
    } catch (AssertionError notAtRest) {
      // Threads of resolvers may still be beginning or ending.
      Waits.until(this::checkNow);
    }
    checks++;
    over = System.nanoTime() > end;
  }

  private void checkNow() {
    Check check = new Check(test, history);
    check.run();
    check.prune();
  }
}
