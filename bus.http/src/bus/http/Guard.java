// SPDX-License-Identifier: Apache-2.0
package bus.http;

import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;

/**
 * Lets only those in who know the token. A page in a browser can reach loopback, too, so the host
 * must be a name of loopback (a name of the page's that is resolved to it is none), and a request
 * that says which page it is from must be from the API itself.
 */
final class Guard {
  private static final String SCHEME = "bearer ";
  private final Token token;

  Guard(Token token) {
    this.token = token;
  }

  /** Throws an {@link ApiException} unless the request may pass. */
  void check(Request request) {
    HttpFields headers = request.getHeaders();
    Set<String> hosts = hosts(Request.getLocalPort(request));
    List<String> named = headers.getValuesList(HttpHeader.HOST);
    if (named.size() != 1
        || !hosts.contains(named.get(0))
        || !hosts.contains(String.valueOf(request.getHttpURI().getAuthority()))) {
      throw new ApiException(
          HttpStatus.FORBIDDEN_403,
          "the host must be " + String.join(" or ", hosts) + ", it is " + shown(named));
    }
    List<String> origins = headers.getValuesList(HttpHeader.ORIGIN);
    if (origins.stream()
        .anyMatch(origin -> hosts.stream().noneMatch(h -> origin.equals("http://" + h)))) {
      throw new ApiException(
          HttpStatus.FORBIDDEN_403, "pages of " + shown(origins) + " may not use the API");
    }
    List<String> given = headers.getValuesList(HttpHeader.AUTHORIZATION);
    if (given.size() != 1 || !bearsToken(given.get(0))) {
      throw new ApiException(
          HttpStatus.UNAUTHORIZED_401,
          given.isEmpty()
              ? "a header 'Authorization: Bearer TOKEN' is needed; the token is in the state"
                  + " directory of the daemon, in api/token"
              : "the token is not the one of this daemon; each start makes a new one, in the state"
                  + " directory in api/token");
    }
  }

  private boolean bearsToken(String header) {
    return header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(header.substring(SCHEME.length()).strip());
  }

  private static Set<String> hosts(int port) {
    return Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  private static String shown(List<String> given) {
    return given.isEmpty() ? "not given" : "'" + String.join("', '", given) + "'";
  }
}
