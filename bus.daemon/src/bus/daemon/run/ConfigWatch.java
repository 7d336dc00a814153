// SPDX-License-Identifier: Apache-2.0
package bus.daemon.run;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the configurations again and again. By time and not by events: there are few files, and
 * links, mounted volumes and remote file systems send none.
 */
final class ConfigWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.config");
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private final ScheduledFuture<?> looks;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread made = new Thread(work, "hotbus-config");
            made.setDaemon(true);
            return made;
          });

  ConfigWatch(Configurations configurations, Duration period) {
    looks =
        thread.scheduleWithFixedDelay(
            () -> look(configurations),
            period.toMillis(),
            period.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void look(Configurations configurations) {
    try {
      configurations.look();
    } catch (RuntimeException failed) { // one bad look must not end the watch
      LOG.error("configurations could not be looked at: {}", failed.getMessage());
    }
  }

  /** Ends the watch, and waits for a look that is under way. */
  @Override
  public void close() {
    looks.cancel(false);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("did not stop in time what=the watch of configurations");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
