// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** The next try of something that failed, after a growing delay. Belongs to a serial work. */
final class Retry {

  private final Environment env;
  private final SerialWork work;
  private final Backoff backoff;
  private @Nullable Object token;
  private @Nullable Future<?> timer;

  Retry(Environment env, SerialWork work) {
    this.env = env;
    this.work = work;
    this.backoff = new Backoff(env.limits(), () -> ThreadLocalRandom.current().nextDouble());
  }

  /**
   * Counts a failure of something that was good for some time before, and tries again in the work;
   * returns after which delay.
   */
  Duration later(Duration wasGoodFor, Runnable again) {
    cancel();
    Duration delay = backoff.failed(wasGoodFor);
    Object mine = new Object();
    token = mine;
    timer =
        env.threads()
            .later(
                delay,
                () ->
                    work.submit(
                        () -> {
                          if (token == mine) {
                            token = null;
                            again.run();
                          }
                        }));
    return delay;
  }

  /** Gives up the try that was to come. */
  void cancel() {
    token = null;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }

  /** Makes the next delay the first one again. */
  void reset() {
    backoff.reset();
  }
}
