// SPDX-License-Identifier: Apache-2.0
package bus.api;

import bus.api.directive.Failure;
import org.jspecify.annotations.Nullable;

/**
 * Says why something that was asked of a bus did not come about.
 *
 * <p>It never has a cause: a throwable of foreign code is kept as a {@link Failure}.
 */
public final class BusException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final transient @Nullable Failure failure;

  /** Why. */
  public enum Reason {
    /** The directive was disposed before there was an answer. */
    DISPOSED,
    /** The directive became idle without a value, and the caller did not want to wait longer. */
    NO_VALUE,
    /** A resolver failed; see {@link #failure()}. */
    RESOLVER_FAILED,
    /** The caller's time was up. */
    TIMED_OUT,
    /** The bus, or the controller that asked, is closed. */
    CLOSED
  }

  /**
   * Creates an exception.
   *
   * @param reason why
   * @param message what did not come about
   * @param failure the failure of foreign code behind it, if any
   */
  public BusException(Reason reason, String message, @Nullable Failure failure) {
    super(failure == null ? message : message + ": " + failure.summary());
    this.reason = reason;
    this.failure = failure;
  }

  /**
   * Returns why.
   *
   * @return the reason, never null
   */
  public Reason reason() {
    return reason;
  }

  /**
   * Returns the failure of foreign code behind this.
   *
   * @return the failure, or null if there is none
   */
  public @Nullable Failure failure() {
    return failure;
  }
}
