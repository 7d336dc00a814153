// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

/**
 * Something that a person must know and can do something about. Its message is one line that says
 * what is wrong, where, and what to do.
 */
public final class DaemonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Creates an exception. */
  public DaemonException(String message) {
    super(message);
  }

  /** Creates an exception. The cause is shown only to those who ask for it. */
  public DaemonException(String message, Throwable cause) {
    super(message, cause);
  }
}
