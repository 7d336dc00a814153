// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entry that a key should have and could not, while what ran before goes on: why, and when that
 * is tried again. Belongs to the serial work of {@link ConfigSets}.
 */
final class KeyRefusal {

  private static final Logger LOG = LoggerFactory.getLogger(KeyRefusal.class);

  private final Clock clock;
  private final Retry retry;
  private @Nullable ConfigEntry entry;
  private @Nullable ControllerStatus status;

  KeyRefusal(Clock clock, Retry retry) {
    this.clock = clock;
    this.retry = retry;
  }

  /** Returns what is refused at present, null if nothing is. */
  @Nullable ConfigEntry entry() {
    return entry;
  }

  /** Returns how that is told, null if nothing is refused. */
  @Nullable ControllerStatus status() {
    return status;
  }

  /**
   * Refuses an entry until there is another one, or a factory of its id comes or changes; or, if
   * only time can tell, until the next try. That is not made if it stops what runs.
   */
  void refuse(ConfigEntry wanted, Obstacle obstacle, boolean interrupts, Runnable again) {
    Obstacle shown = interrupts ? obstacle.notTriedAgain() : obstacle;
    entry = wanted;
    Duration delay =
        obstacle.transientOne() && !interrupts
            ? retry.later(
                Duration.ZERO,
                () -> {
                  entry = null;
                  status = null;
                  again.run();
                })
            : null;
    Instant now = clock.instant();
    Instant next = delay == null ? null : now.plus(delay);
    status = new ControllerStatus(shown.phase(), shown.info(), shown.failure(), next, now);
    LOG.warn(
        "settings are not applied, what ran goes on id={} reason={}", wanted.id(), shown.summary());
  }

  /** Forgets it, since it is kept, or not wanted any more. */
  void clear() {
    entry = null;
    status = null;
    retry.cancel();
    retry.reset();
  }

  /** Whether a factory that came or went may change it. */
  boolean concerns(String id) {
    return entry != null
        && status != null
        && (entry.id().equals(id)
            || (status.phase() == Phase.WAITING_FOR_FACTORY
                && FactoryWait.mayMean(entry.id(), id)));
  }
}
