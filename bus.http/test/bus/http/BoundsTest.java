// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.http.wire.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that stall, send rubbish, too much or half of it, and what they can not do to others. */
@Timeout(120)
final class BoundsTest {
  private static final long SEED = 20_261_127;
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final Limits HASTY = Limits.DEFAULT.withTimes(SHORT, SHORT, SHORT);
  private static final String ONE = "a: {id: test/sleeper, config: {name: one}}";
  @TempDir Path folder;
  private final StubPlugins plugins = new StubPlugins();
  private final AtomicInteger running = new AtomicInteger();
  private ApiFixture fixture;

  private void start(Limits limits) throws IOException {
    fixture = new ApiFixture(folder, Optional.of(plugins), true, limits);
    fixture.runtime.addFactory(Sleeper.factory(running));
  }

  @AfterEach
  void othersAreAnsweredAndNothingIsLeft() throws Exception {
    try {
      assertThat(fixture.get("/info").statusCode()).isEqualTo(200);
    } finally {
      fixture.close();
    }
    assertThat(running).hasValue(0);
  }

  private RawSocket socket() throws IOException {
    return new RawSocket(fixture.api.address());
  }

  /** Returns the lines of a request up to its end, which is missing. */
  private String begin(String line, String... more) throws IOException {
    return String.join(
            "\r\n",
            line + " HTTP/1.1",
            "Host: 127.0.0.1:" + fixture.api.address().getPort(),
            "Authorization: Bearer " + fixture.folder.token(),
            String.join("\r\n", more))
        + "\r\n";
  }

  private static String status(String answer) {
    return answer.isEmpty() ? "closed" : answer.substring(0, Math.min(answer.length(), 12));
  }

  @Test
  void closesAConnectionOnWhichNothingHappens() throws Exception {
    start(HASTY);
    try (RawSocket silent = socket()) {
      assertThat(silent.readAll()).isEmpty();
    }
  }

  @Test
  void givesUpOnAHalfRequest() throws Exception {
    start(HASTY);
    try (RawSocket half = socket().send(begin("GET /info").substring(0, 40))) {
      assertThat(status(half.readAll())).isIn("closed", "HTTP/1.1 408", "HTTP/1.1 400");
    }
    try (RawSocket left = socket().send(begin("POST /exec", "Content-Length: 100") + "\r\na: {")) {
      left.socket().shutdownOutput();
      assertThat(status(left.readAll())).isIn("closed", "HTTP/1.1 400");
    }
  }

  @Test
  void givesUpOnABodyThatDoesNotCome() throws Exception {
    start(HASTY);
    try (RawSocket half = socket().send(begin("POST /exec", "Content-Length: 100") + "\r\na: {")) {
      assertThat(half.readAll()).startsWith("HTTP/1.1 4").contains("body");
    }
  }

  @Test
  void givesUpOnABodyThatDrips() throws Exception {
    start(HASTY);
    try (RawSocket drip = socket().send(begin("POST /exec", "Content-Length: 1000") + "\r\n")) {
      String answer = dripUntilAnswered(drip);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("did not come within 400 ms");
    }
  }

  private static String dripUntilAnswered(RawSocket socket) throws IOException {
    socket.socket().setSoTimeout(50);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    for (int sent = 0; sent < 400; sent++) {
      try {
        int read = socket.in().read();
        if (read < 0) {
          break;
        }
        answer.write(read);
      } catch (SocketTimeoutException nothingYet) {
        socket.send(" ");
      } catch (SocketException closed) {
        break;
      }
    }
    return answer.toString(StandardCharsets.UTF_8);
  }

  @Test
  void refusesABodyThatIsTooLong() throws Exception {
    start(Limits.DEFAULT);
    String most = ONE + "#" + "x".repeat(Limits.DEFAULT.body() - ONE.length() - 1);
    HttpResponse<InputStream> fits =
        fixture.client.send(
            fixture.request("/exec").POST(BodyPublishers.ofString(most)).build(),
            BodyHandlers.ofInputStream());
    assertThat(fits.statusCode()).isEqualTo(200);
    fits.body().close();
    HttpResponse<byte[]> refused =
        fixture.send(fixture.request("/exec").POST(BodyPublishers.ofString(most + "x")).build());
    assertThat(ApiFixture.problem(refused).status()).isEqualTo(413);
    assertThat(ApiFixture.problem(refused).detail())
        .isEqualTo("the body is longer than 1048576 bytes");
    try (RawSocket chunked =
        socket().send(begin("POST /exec", "Transfer-Encoding: chunked") + "\r\n")) {
      String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
      assertThatCode413(chunked, chunk);
    }
    awaitNone();
  }

  private static void assertThatCode413(RawSocket chunked, String chunk) throws IOException {
    try {
      for (int i = 0; i < 17; i++) {
        chunked.send(chunk);
      }
    } catch (SocketException closed) {
      return; // it was closed while we were sending, which is right as well
    }
    assertThat(status(chunked.readAll())).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void refusesHeadersThatAreTooLong() throws Exception {
    start(Limits.DEFAULT);
    try (RawSocket fits =
        socket().send(begin("GET /info", "X: " + "x".repeat(7000), "Connection: close") + "\r\n")) {
      assertThat(status(fits.readAll())).isEqualTo("HTTP/1.1 200");
    }
    try (RawSocket longer = socket().send(begin("GET /info", "X: " + "x".repeat(8192)) + "\r\n")) {
      assertThat(longer.readAll())
          .startsWith("HTTP/1.1 431")
          .contains(Problem.MEDIA_TYPE)
          .contains("\"status\":431");
    }
    try (RawSocket path =
        socket().send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      assertThat(status(path.readAll())).isEqualTo("HTTP/1.1 414");
    }
  }

  @Test
  void refusesRubbish() throws Exception {
    start(Limits.DEFAULT);
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      byte[] rubbish = new byte[1 + random.nextInt(300)];
      random.nextBytes(rubbish);
      try (RawSocket socket = socket()) {
        socket.send(new String(rubbish, StandardCharsets.ISO_8859_1) + "\r\n\r\n");
        socket.socket().shutdownOutput();
        assertThat(status(socket.readAll()))
            .as("seed %d, number %d", SEED, i)
            .matches("closed|HTTP/1.1 (4..|505)");
      } catch (SocketException reset) {
        assertThat(reset.getMessage()).containsAnyOf("reset", "Broken pipe");
      }
    }
  }

  @Test
  void refusesPathsAndQueriesThatAreNone() throws Exception {
    start(Limits.DEFAULT);
    for (String path :
        List.of(
            "/%zz",
            "/info?%zz",
            "/../info/..%2f",
            "/%00",
            "//info",
            "/info/",
            "/plugins?id=%ff%fe",
            "/directives/99999999999999999999",
            "*",
            "/history/-1")) {
      try (RawSocket socket = socket().send(begin("GET " + path, "Connection: close") + "\r\n")) {
        assertThat(socket.readAll()).as(path).startsWith("HTTP/1.1 4").contains(Problem.MEDIA_TYPE);
      }
    }
  }

  @Test
  void answersNoMoreThanSoManyRequestsAtTheSameTime() throws Exception {
    start(Limits.DEFAULT.withRequests(3));
    List<CompletableFuture<HttpResponse<byte[]>>> waiting = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waiting.add(
          fixture.client.sendAsync(fixture.request("/plan").build(), BodyHandlers.ofByteArray()));
    }
    await().atMost(ApiFixture.LIMIT).until(() -> ready(waiting) == 3);
    for (CompletableFuture<HttpResponse<byte[]>> each : waiting) {
      if (each.isDone()) {
        Problem problem = ApiFixture.problem(each.get());
        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.detail()).startsWith("3 requests are being answered");
        assertThat(each.get().headers().firstValue("Retry-After")).hasValue("1");
      }
    }
    plugins.plan.resolve(StubPlugins.PLAN);
    for (CompletableFuture<HttpResponse<byte[]>> each : waiting) {
      assertThat(each.get(20, TimeUnit.SECONDS).statusCode()).isIn(200, 503);
    }
  }

  private static long ready(List<CompletableFuture<HttpResponse<byte[]>>> all) {
    return all.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void acceptsNoMoreThanSoManyConnectionsAtTheSameTime() throws Exception {
    start(Limits.DEFAULT.withConnections(4));
    List<RawSocket> idle = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      idle.add(socket());
      // An answer, so that it is known to be accepted.
      idle.get(i).send(begin("GET /info") + "\r\n");
      assertThat(idle.get(i).in().read()).isEqualTo('H');
    }
    try (RawSocket fifth = socket().send(begin("GET /info", "Connection: close") + "\r\n")) {
      fifth.socket().setSoTimeout(300);
      assertThat(readsNothing(fifth)).isTrue();
      idle.get(0).close();
      fifth.socket().setSoTimeout((int) ApiFixture.LIMIT.toMillis());
      assertThat(status(fifth.readAll())).isEqualTo("HTTP/1.1 200");
    }
    for (RawSocket each : idle) {
      each.close();
    }
  }

  private static boolean readsNothing(RawSocket socket) throws IOException {
    try {
      return socket.in().read() < 0;
    } catch (SocketTimeoutException nothing) {
      return true;
    }
  }

  @Test
  void takesBackWhatAKilledClientExecutes() throws Exception {
    start(Limits.DEFAULT);
    try (RawSocket client = socket()) {
      client.send(begin("POST /exec", "Content-Length: " + ONE.length()) + "\r\n" + ONE);
      await().atMost(ApiFixture.LIMIT).until(() -> running.get() == 1);
      client.socket().setSoLinger(true, 0); // as when the process is killed: a reset
    }
    awaitNone();
  }

  @Test
  void takesBackWhatAClientExecutesThatDoesNotRead() throws Exception {
    start(Limits.DEFAULT.withTimes(ApiFixture.LIMIT, ApiFixture.LIMIT, Duration.ofSeconds(2)));
    String many = many(300);
    try (RawSocket client = new RawSocket(fixture.api.address(), 1024)) {
      client.send(begin("POST /exec", "Content-Length: " + many.length()) + "\r\n" + many);
      await().atMost(ApiFixture.LIMIT).until(() -> running.get() > 0);
      assertThat(fixture.get("/info").statusCode()).isEqualTo(200);
      awaitNone();
    }
  }

  private static String many(int keys) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < keys; i++) {
      text.append(
          "k%d: {id: test/sleeper, config: {name: %s%d}}%n".formatted(i, "n".repeat(2000), i));
    }
    return text.toString();
  }

  private void awaitNone() {
    await().atMost(ApiFixture.LIMIT).until(() -> running.get() == 0);
  }

  @Test
  void closesTheStreamOfAReaderThatStalls() throws Exception {
    start(HASTY);
    List<RawSocket> stalled = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RawSocket client = new RawSocket(fixture.api.address(), 1024);
      stalled.add(client.send(begin("GET /events") + "\r\n"));
      assertThat(client.in().read()).isEqualTo('H');
    }
    String big = "x".repeat(100_000);
    await()
        .atMost(ApiFixture.LIMIT)
        .until(
            () -> {
              plugins.listeners.forEach(each -> each.accept(StubPlugins.deployment(big)));
              return fixture.api.traffic().streams() == 0;
            });
    for (RawSocket each : stalled) {
      each.close();
    }
  }

  @Test
  void leavesNoThreadAndNoStreamOfThoseWhoLeft() throws Exception {
    start(Limits.DEFAULT);
    for (int i = 0; i < 100; i++) {
      try (RawSocket client = socket().send(begin("GET /events") + "\r\n")) {
        assertThat(client.in().read()).isEqualTo('H');
      }
    }
    await().atMost(ApiFixture.LIMIT).until(() -> fixture.api.traffic().streams() == 0);
    long threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("hotbus-api"))
            .count();
    assertThat(threads).isBetween(1L, 17L); // the clock is one of them
  }
}
