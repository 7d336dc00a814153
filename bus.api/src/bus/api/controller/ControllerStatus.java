// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.directive.Failure;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a controller is doing.
 *
 * @param phase what it is doing
 * @param info who it is, or null while there is no factory for it
 * @param failure why it is waiting to be tried again, why its settings were refused, or, while
 *     there is no factory, which config id was probably meant; else null
 * @param nextTry when it is tried again, or null if it is not waiting for that
 * @param since since when it is in this phase
 */
public record ControllerStatus(
    Phase phase,
    @Nullable ControllerInfo info,
    @Nullable Failure failure,
    @Nullable Instant nextTry,
    Instant since) {

  /** What a controller is doing. */
  public enum Phase {
    /** No factory has its config id (yet). */
    WAITING_FOR_FACTORY,
    /**
     * The set that wants it is {@linkplain ApplyConfigSet.Mode#ATOMIC applied as a whole}, and is
     * not in effect: it is being tried, or another key is the obstacle.
     */
    WAITING_FOR_SET,
    /** Its factory refuses its settings; waiting for others, or for another factory. */
    INVALID_CONFIG,
    /** It is made and executed, but not ready yet. */
    STARTING,
    /** It is ready and executes. */
    RUNNING,
    /** Its main loop has ended well; it still answers directives. */
    FINISHED,
    /** It failed and will be made anew. */
    BACKING_OFF,
    /** It has ended. */
    STOPPED
  }

  /**
   * Says whether the controller is in service.
   *
   * @return true if it is running or has finished
   */
  public boolean ready() {
    return phase == Phase.RUNNING || phase == Phase.FINISHED;
  }

  /**
   * Returns a line that says it all.
   *
   * @return for instance {@code BACKING_OFF: IllegalStateException: port in use}
   */
  public String summary() {
    return failure == null ? phase.name() : phase + ": " + failure.summary();
  }
}
