// SPDX-License-Identifier: Apache-2.0
package sample.submitter;

import bus.api.OneOff;
import bus.api.Watch;
import bus.api.config.Default;
import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerType;
import bus.api.directive.DirectiveState;
import bus.api.directive.Scope;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sample.jobs.QueueState;
import sample.jobs.RunJob;
import sample.jobs.WatchQueue;

/** Has jobs run, one each period, and logs what became of them and of the queue. */
@ControllerType(
    id = "sample/submitter",
    version = "1.0.0",
    description = "Has jobs run, one each period.")
public final class JobSubmitter implements Controller {

  private static final Logger LOG = LoggerFactory.getLogger(JobSubmitter.class);

  private final Config config;
  private final ControllerContext context;

  /**
   * What it is told.
   *
   * @param jobs what it has run, again and again from the first one
   * @param period how long it waits between two jobs
   * @param patience how long it waits for a result
   */
  public record Config(
      List<Job> jobs, @Default("1s") Duration period, @Default("10s") Duration patience) {

    /** Checks it. */
    public Config {
      if (jobs.isEmpty()) {
        throw new IllegalArgumentException("jobs must not be empty");
      }
      if (period.isNegative() || period.isZero()) {
        throw new IllegalArgumentException("period must be longer than nothing: " + period);
      }
      if (patience.isNegative()) {
        throw new IllegalArgumentException("patience must not be negative: " + patience);
      }
    }

    /**
     * One job.
     *
     * @param kind what to do
     * @param payload what to do it with
     */
    public record Job(String kind, @Default("''") String payload) {

      /** Checks it. */
      public Job {
        if (kind.isBlank()) {
          throw new IllegalArgumentException("kind must not be blank");
        }
      }
    }
  }

  JobSubmitter(Config config, ControllerContext context) {
    this.config = config;
    this.context = context;
  }

  @Override
  public void execute(Scope scope) throws InterruptedException {
    try (Watch<QueueState> queues = context.bus().watch(new WatchQueue(), this::log)) {
      int next = 0;
      do {
        submit(config.jobs().get(next));
        next = (next + 1) % config.jobs().size();
      } while (!scope.await(config.period()));
    }
  }

  /** Does not wait for the result, so that a slow job does not hold up the next one. */
  private void submit(Config.Job job) {
    RunJob request = new RunJob(job.kind(), job.payload());
    context
        .bus()
        .first(request, OneOff.WAITING.within(config.patience()))
        .onSuccess(result -> LOG.info("{}: {}", request, result))
        .onFailure(failure -> logUnlessStopped(request, failure));
  }

  /** What is still open when this controller stops fails too, and is no news. */
  private void logUnlessStopped(RunJob request, Throwable failure) {
    if (!context.scope().cancelled()) {
      LOG.warn("{}: {}", request, failure.getMessage());
    }
  }

  private void log(DirectiveState<QueueState> state) {
    state.all().forEach(queue -> LOG.info("{}", queue));
  }
}
