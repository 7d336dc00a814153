// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.api.observe.HealthReport;
import bus.api.observe.HealthStatus;
import bus.api.observe.LogLevels;
import bus.api.plugin.Plugins;
import bus.http.wire.ApiFolder;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import bus.runtime.BusRuntime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.Promises;

/** A real API of a real bus on a free port, and a client of it. */
final class ApiFixture implements AutoCloseable {
  static final Duration LIMIT = Duration.ofSeconds(20);

  final BusRuntime runtime = BusRuntime.start();
  final ApiFolder folder;
  final HttpApi api;
  final HttpClient client = HttpClient.newHttpClient();

  ApiFixture(Path folder, Plugins plugins) throws IOException {
    this(folder, Optional.of(plugins), true, Limits.DEFAULT);
  }

  ApiFixture(Path folder, Optional<Plugins> plugins, boolean exec, Limits limits)
      throws IOException {
    this.folder = new ApiFolder(folder.resolve("api"));
    Settings settings = new Settings(this.folder, 0, exec, "1.2.3", limits);
    HttpApi.Parts parts =
        new HttpApi.Parts(
            runtime.bus(),
            runtime.controllers(),
            runtime.configReader(),
            () -> plugins,
            () -> Optional.of(ApiFixture::health),
            () -> Optional.of(new StubLevels()));
    api = HttpApi.start(settings, parts);
    plugins.ifPresent(api::follow);
  }

  private static Promise<HealthReport> health() {
    HealthReport.Check check =
        new HealthReport.Check(
            "stub", List.of("a"), HealthStatus.WARN, Duration.ofMillis(2), List.of("hot"));
    return Promises.resolved(HealthReport.of(StubPlugins.AT, List.of(check)));
  }

  private static final class StubLevels implements LogLevels {
    @Override
    public List<LogLevel> levels() {
      return List.of(new LogLevel(ROOT, "info"));
    }

    @Override
    public LogLevel set(String logger, String level) {
      if (level.equals("loud")) {
        throw new IllegalArgumentException("no level loud");
      }
      return new LogLevel(logger, level);
    }
  }

  URI uri(String path) {
    return api.address().resolve(path);
  }

  HttpRequest.Builder request(String path) throws IOException {
    return HttpRequest.newBuilder(uri(path))
        .timeout(LIMIT)
        .header("Authorization", "Bearer " + folder.token());
  }

  HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
    return client.send(request, BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  <T> T one(String path, Class<T> type) throws IOException, InterruptedException {
    return Json.read(good(get(path)), type);
  }

  <T> List<T> list(String path, Class<T> type) throws IOException, InterruptedException {
    return Json.readList(good(get(path)), type);
  }

  static byte[] good(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new AssertionError(
          response + " " + new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  static Problem problem(HttpResponse<byte[]> response) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.equals(Problem.MEDIA_TYPE)) {
      throw new AssertionError(response + " is of type " + type);
    }
    Problem problem = Json.read(response.body(), Problem.class);
    if (problem.status() != response.statusCode()) {
      throw new AssertionError(response + " has " + problem);
    }
    return problem;
  }

  /** Makes a request with a change. */
  HttpResponse<byte[]> get(String path, Consumer<HttpRequest.Builder> change)
      throws IOException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri(path)).timeout(LIMIT);
    change.accept(builder);
    return send(builder.build());
  }

  @Override
  public void close() {
    api.close();
    runtime.close();
  }
}
