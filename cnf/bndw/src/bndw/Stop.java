// SPDX-License-Identifier: Apache-2.0
package bndw;

/**
 * Ends the run with an exit code; the message is one line for the user, or empty if all is said.
 */
final class Stop extends RuntimeException {

  private static final long serialVersionUID = 1;
  static final int FAILED = 1;
  static final int USAGE = 2;

  private final int code;

  private Stop(int code, String message) {
    super(message);
    this.code = code;
  }

  static Stop failed(String message) {
    return new Stop(FAILED, message);
  }

  static Stop usage(String message) {
    return new Stop(USAGE, message + "; see bndw help");
  }

  int code() {
    return code;
  }
}
