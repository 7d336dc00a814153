// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import bus.api.directive.Sink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What those who asked for a controller are told of it. Belongs to the work of the request. */
final class RequestStatus {

  private static final Logger LOG = LoggerFactory.getLogger(RequestStatus.class);

  private final Sink<ControllerStatus> sink;
  private final Clock clock;
  private @Nullable ControllerStatus last;

  RequestStatus(Sink<ControllerStatus> sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  /** Tells once that a controller is starting: before it is made, not again when it executes. */
  void tell(ControllerStatus status) {
    ControllerStatus before = last;
    if (before == null || !sameStart(before, status)) {
      last = status;
      sink.set(status);
    }
  }

  private static boolean sameStart(ControllerStatus before, ControllerStatus status) {
    return before.phase() == Phase.STARTING
        && status.phase() == Phase.STARTING
        && Objects.equals(before.info(), status.info());
  }

  void tell(Phase phase, @Nullable FactoryEntry entry, @Nullable Failure failure) {
    tell(phase, entry, failure, null);
  }

  /** Tells also after which time there is another try. */
  void tell(
      Phase phase,
      @Nullable FactoryEntry entry,
      @Nullable Failure failure,
      @Nullable Duration untilNext) {
    Instant now = clock.instant();
    tell(
        new ControllerStatus(
            phase,
            entry == null ? null : entry.info(),
            failure,
            untilNext == null ? null : now.plus(untilNext),
            now));
  }

  /** Logs and tells that the config is refused. */
  void invalid(String id, @Nullable FactoryEntry entry, @Nullable Failure failure) {
    LOG.warn("config refused id={} reason={}", id, summary(failure));
    tell(Phase.INVALID_CONFIG, entry, failure);
  }

  /** Logs and tells that there is another try after a delay. */
  void retrying(
      String id, @Nullable FactoryEntry entry, @Nullable Failure failure, Duration delay) {
    LOG.warn(
        "controller failed, trying again id={} delayMs={} failure={}",
        id,
        delay.toMillis(),
        summary(failure));
    tell(Phase.BACKING_OFF, entry, failure, delay);
  }

  static String summary(@Nullable Failure failure) {
    return failure == null ? "none" : failure.summary();
  }
}
