// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.directive.Failure;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes answers, without blocking. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger("hotbus.api");
  private static final String JSON = "application/json";

  private Answers() {}

  /**
   * An answer that is no JSON.
   *
   * @param mediaType its media type
   * @param text what it says
   */
  record Text(String mediaType, String text) {}

  static void send(Response response, Callback callback, Object answer) {
    if (answer instanceof Text text) {
      byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
      send(response, callback, HttpStatus.OK_200, text.mediaType(), bytes);
    } else {
      send(response, callback, HttpStatus.OK_200, JSON, Json.bytes(answer));
    }
  }

  static void send(Response response, Callback callback, Throwable failure) {
    send(response, callback, problem(failure));
  }

  static void send(Response response, Callback callback, Problem problem) {
    if (problem.status() == HttpStatus.UNAUTHORIZED_401) {
      response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.status() == HttpStatus.SERVICE_UNAVAILABLE_503) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, 1);
    }
    if (problem.status() == HttpStatus.REQUEST_TIMEOUT_408
        || problem.status() == HttpStatus.PAYLOAD_TOO_LARGE_413) {
      response
          .getHeaders()
          .put(HttpHeader.CONNECTION, "close"); // what is left of it may never come
    }
    send(response, callback, problem.status(), Problem.MEDIA_TYPE, Json.bytes(problem));
  }

  private static void send(
      Response response, Callback callback, int status, String mediaType, byte[] bytes) {
    response.setStatus(status);
    HttpFields.Mutable headers = response.getHeaders();
    headers.put(HttpHeader.CONTENT_TYPE, mediaType);
    headers.put(HttpHeader.CONTENT_LENGTH, bytes.length);
    guardContent(headers);
    response.write(true, ByteBuffer.wrap(bytes), callback);
  }

  /** Keeps browsers from guessing what an answer is, and from keeping it. */
  static void guardContent(HttpFields.Mutable headers) {
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
  }

  /** Says what a failure means to the client. One that is nobody's fault but ours is logged. */
  static Problem problem(Throwable failure) {
    if (failure instanceof ApiException refused) {
      return refused.problem();
    }
    String detail = String.valueOf(failure.getMessage());
    if (failure instanceof IllegalArgumentException) {
      return ApiException.problem(HttpStatus.BAD_REQUEST_400, detail);
    }
    if (failure instanceof IllegalStateException) {
      return ApiException.problem(HttpStatus.CONFLICT_409, detail);
    }
    LOG.warn("request failed", failure);
    return ApiException.problem(
        HttpStatus.INTERNAL_SERVER_ERROR_500, Failure.of(failure).summary());
  }
}
