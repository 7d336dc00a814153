// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Why a key can not be what a set wants.
 *
 * @param phase what it is waiting for
 * @param info who it would be, null if there is no factory
 * @param failure the reason, null if the phase says it all
 * @param winning false if another claim is the reason
 */
record Obstacle(
    Phase phase, @Nullable ControllerInfo info, @Nullable Failure failure, boolean winning) {

  static Obstacle of(Phase phase, @Nullable ControllerInfo info, Failure failure) {
    return new Obstacle(phase, info, failure, true);
  }

  /** Another claim has the key. */
  static Obstacle outranked(Claim winner, Claim loser) {
    String message =
        "another set claims the key with revision %d, this one has %d"
            .formatted(winner.entry().rev(), loser.entry().rev());
    return new Obstacle(Phase.WAITING_FOR_SET, null, Failure.of("Outranked", message), false);
  }

  /** What should be ready, and shows this status. */
  static Obstacle notReady(@Nullable ControllerStatus status) {
    return status == null
        ? of(Phase.STARTING, null, Failure.of("NotReady", "it has no status in time"))
        : new Obstacle(status.phase(), status.info(), status.failure(), true);
  }

  /** Whether only time can tell that it is gone. */
  boolean transientOne() {
    return winning && phase != Phase.WAITING_FOR_FACTORY && phase != Phase.INVALID_CONFIG;
  }

  /** Says that there is no try by time, because it would interrupt service. */
  Obstacle notTriedAgain() {
    if (!transientOne() || failure == null) {
      return this;
    }
    String message =
        failure.message() + " (not tried again by itself: each try stops an exclusive controller)";
    return new Obstacle(
        phase,
        info,
        new Failure(failure.type(), message, failure.frames(), failure.causes()),
        winning);
  }

  String summary() {
    return failure == null ? phase.name() : phase + ": " + failure.summary();
  }
}
