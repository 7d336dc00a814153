// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;

/**
 * All routes.
 *
 * @param all the routes; no two of them fit one request
 */
record Routes(List<Route> all) {
  Routes {
    all = List.copyOf(all);
  }

  /**
   * A route and the variable parts of a path that led there.
   *
   * @param route the route
   * @param path the parts
   */
  record Match(Route route, Map<String, String> path) {}

  /** Finds the route of a request; throws an {@link ApiException} if there is none. */
  Match find(String method, String path) {
    List<Match> fitting = all.stream().flatMap(route -> match(route, path).stream()).toList();
    if (fitting.isEmpty()) {
      throw ApiException.notFound("there is nothing at " + path);
    }
    return fitting.stream()
        .filter(match -> match.route().method().equals(method))
        .findFirst()
        .orElseThrow(() -> wrongMethod(method, path, fitting));
  }

  private static Optional<Match> match(Route route, String path) {
    return route.path().match(path).map(parts -> new Match(route, parts));
  }

  private static ApiException wrongMethod(String method, String path, List<Match> fitting) {
    String known =
        fitting.stream().map(match -> match.route().method()).collect(Collectors.joining(" or "));
    return new ApiException(
        HttpStatus.METHOD_NOT_ALLOWED_405, "%s takes %s, not %s".formatted(path, known, method));
  }
}
