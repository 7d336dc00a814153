// SPDX-License-Identifier: Apache-2.0
package bndw.boot;

/** Ends the run; the message is one line for the user. */
public final class BootException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Ends the run with that line. */
  public BootException(String message) {
    super(message);
  }
}
