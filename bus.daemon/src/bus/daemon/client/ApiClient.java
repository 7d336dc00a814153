// SPDX-License-Identifier: Apache-2.0
package bus.daemon.client;

import bus.daemon.DaemonException;
import bus.http.wire.ApiFolder;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;

/** Asks one daemon. What goes wrong is a {@link DaemonException} that says all in a line. */
final class ApiClient {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  /** Longer than the daemon itself waits for anything. */
  private static final Duration ANSWER_LIMIT = Duration.ofMinutes(6);

  private static final int OK = 200;
  private final ApiFolder folder;
  private final URI address;
  private final String token;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();

  private ApiClient(ApiFolder folder, URI address, String token) {
    this.folder = folder;
    this.address = address;
    this.token = token;
  }

  /** Finds a daemon by what it has put into its state directory. */
  static ApiClient of(ApiFolder folder) {
    try {
      return new ApiClient(folder, folder.address(), folder.token());
    } catch (NoSuchFileException missing) {
      throw new DaemonException(
          "no daemon offers an API in %s; start one, or name its state directory with --state"
              .formatted(folder.folder().getParent()));
    } catch (IOException | IllegalArgumentException unreadable) {
      throw new DaemonException(
          "the address or the token in %s can not be read (%s); only the user who started the"
                  .formatted(folder.folder(), unreadable)
              + " daemon can",
          unreadable);
    }
  }

  /** Makes a parameter of a query. */
  static String parameter(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  byte[] get(String path) throws InterruptedException {
    return send(request(path), BodyHandlers.ofByteArray());
  }

  byte[] post(String path) throws InterruptedException {
    return send(request(path).POST(BodyPublishers.noBody()), BodyHandlers.ofByteArray());
  }

  byte[] delete(String path) throws InterruptedException {
    return send(request(path).DELETE(), BodyHandlers.ofByteArray());
  }

  /** Opens a stream of events. */
  InputStream events(String path) throws InterruptedException {
    return send(request(path), BodyHandlers.ofInputStream());
  }

  /** Sends a text, and opens the stream of events that it leads to. */
  InputStream events(String path, String body) throws InterruptedException {
    BodyPublisher sent = BodyPublishers.ofString(body);
    return send(request(path).POST(sent), BodyHandlers.ofInputStream());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address.resolve(path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + token);
  }

  private <T> T send(HttpRequest.Builder request, BodyHandler<T> handler)
      throws InterruptedException {
    try {
      HttpResponse<T> response = http.send(request.build(), handler);
      if (response.statusCode() != OK) {
        throw new DaemonException(problem(response));
      }
      return response.body();
    } catch (ConnectException refused) {
      throw new DaemonException(
          "the daemon of %s does not answer at %s; it ended without cleaning up, start it again"
              .formatted(folder.folder().getParent(), address),
          refused);
    } catch (HttpTimeoutException late) {
      throw new DaemonException(
          "the daemon at %s does not answer in time".formatted(address), late);
    } catch (IOException broken) {
      throw broken(broken);
    }
  }

  /** Says that a stream broke off. */
  DaemonException broken(IOException failure) {
    return new DaemonException(
        "the connection to the daemon at %s broke off: %s".formatted(address, failure.getMessage()),
        failure);
  }

  private static String problem(HttpResponse<?> response) {
    try {
      byte[] body =
          response.body() instanceof InputStream stream
              ? stream.readAllBytes()
              : (byte[]) response.body();
      return Json.read(body, Problem.class).detail();
    } catch (IOException | IllegalArgumentException none) {
      return "the daemon answers with status " + response.statusCode() + " and no reason";
    }
  }
}
