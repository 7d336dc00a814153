// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.Problem;
import org.eclipse.jetty.http.HttpStatus;

/** A request that is refused: the status, and why in a line. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;

  ApiException(int status, String detail) {
    super(detail);
    this.status = status;
  }

  static ApiException badRequest(String detail) {
    return new ApiException(HttpStatus.BAD_REQUEST_400, detail);
  }

  static ApiException notFound(String detail) {
    return new ApiException(HttpStatus.NOT_FOUND_404, detail);
  }

  int status() {
    return status;
  }

  Problem problem() {
    return problem(status, String.valueOf(getMessage()));
  }

  static Problem problem(int status, String detail) {
    return new Problem("about:blank", HttpStatus.getMessage(status), status, detail);
  }
}
