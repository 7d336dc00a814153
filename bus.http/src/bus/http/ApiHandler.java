// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;

/** Takes requests: lets them in or not, finds their route, and bounds how many there are. */
final class ApiHandler extends Handler.Abstract {
  private final Guard guard;
  private final Routes routes;
  private final Limits limits;
  private final Semaphore requests;
  private final Streams streams;
  private final Traffic traffic;

  ApiHandler(Guard guard, Routes routes, Limits limits, Traffic traffic) {
    this.guard = guard;
    this.routes = routes;
    this.limits = limits;
    this.requests = new Semaphore(limits.requests());
    this.traffic = traffic;
    this.streams = new Streams(limits, traffic);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    traffic.began();
    Request.addCompletionListener(request, end -> traffic.ended(response.getStatus()));
    try {
      guard.check(request);
      Routes.Match match = routes.find(request.getMethod(), request.getHttpURI().getDecodedPath());
      String lastEvent = request.getHeaders().get("Last-Event-ID");
      Call call =
          Call.of(match.path(), query(request, match.route()), lastEvent == null ? "" : lastEvent);
      Exchange exchange = new Exchange(request, response, callback, limits);
      if (match.route().work() instanceof Route.Streaming work) {
        exchange.stream(work, call, streams);
      } else {
        enter(request);
        exchange.run(match.route().work(), call);
      }
    } catch (ApiException refused) {
      Answers.send(response, callback, refused);
    }
    return true;
  }

  /** Ends all streams. */
  void stopStreams() {
    streams.stop();
  }

  private void enter(Request request) {
    if (!requests.tryAcquire()) {
      throw new ApiException(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "%d requests are being answered, and no more at the same time; try again"
              .formatted(limits.requests()));
    }
    Request.addCompletionListener(request, end -> requests.release());
  }

  private static Map<String, String> query(Request request, Route route) {
    Map<String, String> query = new HashMap<>();
    for (Fields.Field field : fields(request)) {
      if (route.query().stream().noneMatch(known -> known.name().equals(field.getName()))) {
        throw ApiException.badRequest(unknown(field.getName(), route));
      }
      if (field.hasMultipleValues()) {
        throw ApiException.badRequest("the parameter '" + field.getName() + "' is given twice");
      }
      query.put(field.getName(), field.getValue());
    }
    return query;
  }

  private static Fields fields(Request request) {
    try {
      return Request.extractQueryParameters(request);
    } catch (RuntimeException wrong) { // not UTF-8, or no percent-encoding
      throw ApiException.badRequest("the query can not be read: " + wrong.getMessage());
    }
  }

  private static String unknown(String name, Route route) {
    String known =
        route.query().stream().map(Route.Parameter::name).collect(Collectors.joining(", "));
    return "unknown parameter '%s'; %s"
        .formatted(name, known.isEmpty() ? "there are none here" : "known: " + known);
  }
}
