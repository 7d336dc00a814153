// SPDX-License-Identifier: Apache-2.0
package bus.http;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Tells what the server itself refuses in the same form as what we do. */
final class ProblemErrors implements Request.Handler {
  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status =
        HttpStatus.isClientError(response.getStatus())
                || HttpStatus.isServerError(response.getStatus())
            ? response.getStatus()
            : HttpStatus.INTERNAL_SERVER_ERROR_500;
    Object message = request.getAttribute(ErrorHandler.ERROR_MESSAGE);
    String detail = message == null ? HttpStatus.getMessage(status) : message.toString();
    Answers.send(response, callback, ApiException.problem(status, detail));
    return true;
  }
}
