// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import bus.http.wire.ExecEnded;
import bus.http.wire.ExecStarted;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Configurations that are executed over HTTP on a real bus. */
@Timeout(60)
final class ExecTest {
  private static final String ONE = "a:\n  id: test/sleeper\n  config: {name: one}\n";
  @TempDir Path folder;
  private final AtomicInteger running = new AtomicInteger();
  private ApiFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ApiFixture(folder, new StubPlugins());
    fixture.runtime.addFactory(Sleeper.factory(running));
  }

  @AfterEach
  void stop() {
    fixture.close();
    assertThat(running).hasValue(0);
  }

  private EventReader exec(String path, String text) throws Exception {
    HttpResponse<InputStream> response =
        fixture.client.send(
            fixture.request(path).POST(BodyPublishers.ofString(text)).build(),
            BodyHandlers.ofInputStream());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    return new EventReader(response.body());
  }

  private static long id(EventReader events) throws Exception {
    Sent first = events.next();
    assertThat(first.type()).isEqualTo("exec");
    return first.as(ExecStarted.class).id();
  }

  private static KeyStatus until(EventReader events, String key, Phase phase) throws Exception {
    while (true) {
      Sent sent = events.next();
      assertThat(sent).as("an event before the end of the stream").isNotNull();
      if (sent.type().equals("status")) {
        KeyStatus status = sent.as(KeyStatus.class);
        if (status.key().equals(key) && status.status().phase() == phase) {
          return status;
        }
      }
    }
  }

  private static ExecEnded end(EventReader events) throws Exception {
    Sent sent = events.next();
    while (!sent.type().equals("end")) {
      sent = events.next();
    }
    assertThat(events.next()).isNull();
    return sent.as(ExecEnded.class);
  }

  private void delete(long id) throws Exception {
    byte[] body = ApiFixture.good(fixture.send(fixture.request("/exec/" + id).DELETE().build()));
    assertThat(Json.read(body, ExecStarted.class).id()).isEqualTo(id);
  }

  private Problem refused(ApiFixture at, String path, String text) throws Exception {
    return ApiFixture.problem(
        at.send(at.request(path).POST(BodyPublishers.ofString(text)).build()));
  }

  @Test
  void tellsHowEachKeyIsDoing() throws Exception {
    String text =
        ONE
            + "b:\n  id: test/sleeper\n  config: {name: bad}\n"
            + "c:\n  id: test/sleeper\n  config: {nam: x}\n"
            + "d:\n  id: test/none\n";
    try (EventReader events = exec("/exec", text)) {
      assertThat(id(events)).isEqualTo(1);
      until(events, "a", Phase.RUNNING);
      KeyStatus bad = until(events, "b", Phase.BACKING_OFF);
      assertThat(bad.status().summary()).endsWith("IllegalStateException: no bad");
    }
    try (EventReader events = exec("/exec", text)) {
      KeyStatus invalid = until(events, "c", Phase.INVALID_CONFIG);
      assertThat(invalid.status().summary()).contains("nam");
      until(events, "d", Phase.WAITING_FOR_FACTORY);
    }
    await().atMost(ApiFixture.LIMIT).untilAtomic(running, is(0));
  }

  @Test
  void stopsWhatItStartedWhenItIsEnded() throws Exception {
    try (EventReader events = exec("/exec", ONE)) {
      long id = id(events);
      until(events, "a", Phase.RUNNING);
      assertThat(running).hasValue(1);
      delete(id);
      ExecEnded end = end(events);
      assertThat(end.stopped()).containsExactly("test/sleeper#1");
      assertThat(end.shared()).isEmpty();
      assertThat(end.complete()).isTrue();
      assertThat(running).hasValue(0);
    }
    assertThat(fixture.send(fixture.request("/exec/1").DELETE().build()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void stopsWhatItStartedWhenTheClientLeaves() throws Exception {
    try (EventReader events = exec("/exec", ONE)) {
      until(events, "a", Phase.RUNNING);
    }
    await().atMost(ApiFixture.LIMIT).untilAtomic(running, is(0));
    await()
        .atMost(ApiFixture.LIMIT)
        .untilAsserted(() -> assertThat(fixture.runtime.bus().directives()).isEmpty());
  }

  @Test
  void sharesAControllerAmongClientsUntilTheLastOneLeaves() throws Exception {
    try (EventReader first = exec("/exec", ONE);
        EventReader second = exec("/exec", ONE)) {
      until(first, "a", Phase.RUNNING);
      until(second, "a", Phase.RUNNING);
      assertThat(running).hasValue(1);
      delete(1);
      ExecEnded shared = end(first);
      assertThat(shared.stopped()).isEmpty();
      assertThat(shared.shared()).containsExactly("a");
      assertThat(shared.complete()).isTrue();
      assertThat(running).hasValue(1);
      delete(2);
      assertThat(end(second).stopped()).containsExactly("test/sleeper#1");
      assertThat(running).hasValue(0);
    }
  }

  @Test
  void stopsItsOwnControllerWhileOneWithOtherSettingsRunsOn() throws Exception {
    try (EventReader first = exec("/exec", ONE);
        EventReader second = exec("/exec", ONE.replace("a:", "b:").replace("one", "two"))) {
      until(first, "a", Phase.RUNNING);
      until(second, "b", Phase.RUNNING);
      assertThat(running).hasValue(2);
      delete(2);
      ExecEnded end = end(second);
      assertThat(end.stopped()).hasSize(1);
      assertThat(end.shared()).isEmpty();
      assertThat(running).hasValue(1);
    }
  }

  @Test
  void endsAtOnceIfNothingRan() throws Exception {
    try (EventReader events = exec("/exec", "d:\n  id: test/none\n")) {
      long id = id(events);
      until(events, "d", Phase.WAITING_FOR_FACTORY);
      delete(id);
      assertThat(end(events)).isEqualTo(new ExecEnded(List.of(), List.of(), true));
    }
  }

  @Test
  void appliesAllKeysOrNone() throws Exception {
    try (EventReader events = exec("/exec?atomic", ONE + "d:\n  id: test/none\n")) {
      until(events, "a", Phase.WAITING_FOR_SET);
      until(events, "d", Phase.WAITING_FOR_FACTORY);
      assertThat(running).hasValue(0);
    }
  }

  @Test
  void endsAllStreamsWhenTheApiStops() throws Exception {
    try (EventReader events = exec("/exec", ONE)) {
      until(events, "a", Phase.RUNNING);
      fixture.api.close();
      while (events.next() != null) {
        assertThat(events).isNotNull();
      }
      await().atMost(ApiFixture.LIMIT).untilAtomic(running, is(0));
    }
  }

  @Test
  void saysWhatIsWrongWithAConfiguration() throws Exception {
    assertThat(refused(fixture, "/exec", "").detail())
        .isEqualTo("body must be a configuration with at least one key, it has none");
    assertThat(refused(fixture, "/exec?name=my.yaml", "a:\n  id: x\n  confi: 1\n").detail())
        .startsWith("my.yaml:3:3: ");
    assertThat(refused(fixture, "/exec?name=a%0Ab", ONE).detail())
        .isEqualTo("the parameter 'name' must be 1 to 400 characters in one line");
    assertThat(refused(fixture, "/exec", "a:\n  id: x\n  confi: 1\n").detail())
        .startsWith("body:3:3: ");
    assertThat(refused(fixture, "/exec", "a: [").status()).isEqualTo(400);
    assertThat(refused(fixture, "/exec?atomic=x", ONE).detail())
        .isEqualTo("the parameter 'atomic' must be true or false, it is 'x'");
    assertThat(fixture.runtime.bus().directives()).isEmpty();
  }

  @Test
  void isOffUnlessSwitchedOn() throws Exception {
    try (ApiFixture off =
        new ApiFixture(
            folder.resolve("off"), Optional.of(new StubPlugins()), false, Limits.DEFAULT)) {
      Problem problem = refused(off, "/exec", ONE);
      assertThat(problem.status()).isEqualTo(403);
      assertThat(problem.detail())
          .isEqualTo("executing configurations is off; start the daemon with --api-exec");
      assertThat(off.runtime.bus().directives()).isEmpty();
    }
  }

  @Test
  void boundsHowManyStreamsAreOpen() throws Exception {
    try (ApiFixture narrow =
            new ApiFixture(
                folder.resolve("n"),
                Optional.of(new StubPlugins()),
                true,
                Limits.DEFAULT.withStreams(1));
        InputStream open =
            narrow
                .client
                .send(narrow.request("/events").build(), BodyHandlers.ofInputStream())
                .body()) {
      assertThat(open).isNotNull();
      Problem problem = refused(narrow, "/exec", ONE);
      assertThat(problem.status()).isEqualTo(503);
      assertThat(problem.detail())
          .isEqualTo("1 streams are open, and no more at the same time; end one");
      open.close();
      await()
          .atMost(ApiFixture.LIMIT)
          .untilAsserted(
              () -> assertThat(refused(narrow, "/exec", "").detail()).startsWith("body must"));
    }
  }
}
