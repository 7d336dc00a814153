// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import bus.api.directive.Sink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What those who asked for a controller are told of it. Belongs to the work of the request. */
final class RequestStatus {

  private final Sink<ControllerStatus> sink;
  private final Clock clock;

  RequestStatus(Sink<ControllerStatus> sink, Clock clock) {
    this.sink = sink;
    this.clock = clock;
  }

  void tell(ControllerStatus status) {
    sink.set(status);
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

  static String summary(@Nullable Failure failure) {
    return failure == null ? "none" : failure.summary();
  }
}
