// SPDX-License-Identifier: Apache-2.0
package sample.runner;

import bus.api.config.Default;
import bus.api.controller.ControllerType;
import bus.api.controller.Resolves;
import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sample.jobs.JobResult;
import sample.jobs.JobResult.Outcome;
import sample.jobs.QueueState;
import sample.jobs.RunJob;
import sample.jobs.WatchQueue;

/**
 * Runs jobs, so many at a time as it has workers; the others wait in line. What it has counted
 * survives its replacement. A job that is being run at that moment is given up here and run again
 * by the successor.
 */
@ControllerType(
    id = "sample/runner",
    version = "1.0.0",
    description = "Runs jobs, a few at a time.")
public final class JobRunner implements Stateful {

  private static final int SCHEMA = 1;

  private final Config config;
  private final JobQueue queue;
  private final ExecutorService workers;

  /**
   * What it is told.
   *
   * @param workers how many jobs it runs at a time
   * @param timeout how long a job may run; waiting does not count
   */
  public record Config(@Default("2") int workers, @Default("5s") Duration timeout) {

    /** Checks it. */
    public Config {
      if (workers < 1 || workers > 64) {
        throw new IllegalArgumentException("workers must be from 1 to 64: " + workers);
      }
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("timeout must be longer than nothing: " + timeout);
      }
    }
  }

  JobRunner(Config config) {
    this.config = config;
    queue = new JobQueue(config.workers());
    workers = Executors.newFixedThreadPool(config.workers());
  }

  /**
   * Waits for a worker and has it do the job; interrupted when nobody wants the result any more. A
   * kind that is not known gets no answer, since another runner may know it.
   */
  @Resolves
  void run(RunJob job, Scope scope, Sink<JobResult> sink) throws InterruptedException {
    Optional<Work> work = Work.of(job.kind());
    if (work.isEmpty()) {
      return;
    }
    queue.enter(job);
    Optional<JobResult> result = Optional.empty();
    try {
      result = Optional.of(perform(work.get(), job.payload(), scope));
    } finally {
      queue.leave(result.map(JobResult::outcome));
    }
    sink.set(result.get());
  }

  private JobResult perform(Work work, String payload, Scope scope) throws InterruptedException {
    Future<String> text = workers.submit(() -> work.perform(payload, scope));
    try {
      return new JobResult(
          Outcome.DONE, text.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException failed) {
      return new JobResult(Outcome.FAILED, String.valueOf(failed.getCause()));
    } catch (TimeoutException late) {
      return new JobResult(Outcome.TIMED_OUT, "took longer than " + config.timeout());
    } finally {
      text.cancel(true);
    }
  }

  /** Tells of the queue for as long as somebody watches; one thread, however many they are. */
  @Resolves
  void watch(WatchQueue request, Scope scope, Sink<QueueState> sink) throws InterruptedException {
    QueueState state = queue.state();
    while (!scope.cancelled()) {
      sink.set(state);
      sink.markIdle(true);
      state = queue.awaitOtherThan(state);
    }
  }

  @Override
  public void pause() {
    queue.pause();
  }

  @Override
  public void resume() {
    queue.resume();
  }

  @Override
  public State saveState() {
    QueueState state = queue.state();
    return State.of(SCHEMA, Map.of("done", state.done(), "failed", state.failed()));
  }

  @Override
  public boolean restoreState(State state) {
    if (state.schema() != SCHEMA) {
      return false;
    }
    queue.count(
        state.field("done", Long.class).orElse(0L), state.field("failed", Long.class).orElse(0L));
    return true;
  }

  @Override
  public void close() {
    workers.shutdownNow();
  }
}
