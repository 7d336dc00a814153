// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.controller.Controller;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.plugin.Deployment;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.http.wire.Event;
import bus.http.wire.EventReader;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.util.promise.Promises;

/** What can be done over HTTP, and what is told of what happens. */
@Timeout(60)
final class ActionsTest {
  private static final class Idle implements Controller {}

  @TempDir Path folder;
  private final StubPlugins plugins = new StubPlugins();
  private ApiFixture fixture;

  @BeforeEach
  void start() throws Exception {
    fixture = new ApiFixture(folder, plugins);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  private HttpResponse<byte[]> post(String path) throws Exception {
    return fixture.send(fixture.request(path).POST(BodyPublishers.noBody()).build());
  }

  private Deployment deployed(String path) throws Exception {
    return Json.read(ApiFixture.good(post(path)), Deployment.class);
  }

  @Test
  void doesWhatTheShellDoes() throws Exception {
    assertThat(deployed("/rescan")).isEqualTo(StubPlugins.DEPLOYMENT);
    deployed("/retry?name=bad.jar");
    deployed("/rollback?plugin=acme/greeter&generation=1");
    assertThat(Json.read(ApiFixture.good(post("/pin?plugin=acme/greeter")), LoadedPlugin.class))
        .isEqualTo(StubPlugins.GREETER);
    deployed("/unpin?plugin=acme/greeter");
    assertThat(Json.readList(ApiFixture.good(post("/leaks?dump")), Leak.class))
        .isEqualTo(plugins.leaks());
    assertThat(plugins.calls)
        .containsExactly(
            "rescan",
            "retry bad.jar",
            "rollback acme/greeter 1",
            "pin acme/greeter",
            "unpin acme/greeter",
            "findLeaks true");
  }

  @Test
  void saysWhyNothingWasDone() throws Exception {
    assertThat(ApiFixture.problem(post("/rollback?plugin=a&generation=x")).detail())
        .isEqualTo("the parameter 'generation' must be the number of one, it is 'x'");
    assertThat(ApiFixture.problem(post("/retry")).status()).isEqualTo(400);
    plugins.outcome = Promises.failed(new IllegalArgumentException("no such plugin"));
    assertThat(ApiFixture.problem(post("/unpin?plugin=x")))
        .isEqualTo(new Problem("about:blank", "Bad Request", 400, "no such plugin"));
    plugins.outcome = Promises.failed(new IllegalStateException("it is pinned"));
    assertThat(ApiFixture.problem(post("/rescan")).status()).isEqualTo(409);
    plugins.outcome = Promises.failed(new UnsupportedOperationException("never"));
    Problem ours = ApiFixture.problem(post("/rescan"));
    assertThat(ours.status()).isEqualTo(500);
    assertThat(ours.detail()).isEqualTo("UnsupportedOperationException: never");
  }

  @Test
  void tellsWhatHappens() throws Exception {
    try (InputStream stream =
            fixture
                .client
                .send(fixture.request("/events").build(), BodyHandlers.ofInputStream())
                .body();
        EventReader events = new EventReader(stream)) {
      plugins.listeners.forEach(listener -> listener.accept(StubPlugins.DEPLOYMENT));
      Event deployment = events.next().as(Event.class);
      assertThat(deployment.type()).isEqualTo("deployment");
      assertThat(Json.read(Json.bytes(deployment.data()), Deployment.class))
          .isEqualTo(StubPlugins.DEPLOYMENT);
      fixture.runtime.controllers().add(ControllerInfo.of("a/b", "1", ""), new Idle());
      Event controller = events.next().as(Event.class);
      assertThat(controller.type()).isEqualTo("controller");
      assertThat(Json.read(Json.bytes(controller.data()), ControllerSnapshot.class).info().id())
          .isEqualTo("a/b");
      List<Event> recent = fixture.list("/events/recent", Event.class);
      assertThat(recent.subList(0, 2)).containsExactly(deployment, controller);
      try (InputStream again =
              fixture
                  .client
                  .send(
                      fixture.request("/events").header("Last-Event-ID", deployment.id()).build(),
                      BodyHandlers.ofInputStream())
                  .body();
          EventReader resumed = new EventReader(again)) {
        assertThat(resumed.next().as(Event.class)).isEqualTo(controller);
      }
    }
    assertThat(
            fixture
                .get("/events", request -> request.header("Authorization", "Bearer x"))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void followsADeployerUntilToldNotTo() {
    assertThat(plugins.listeners).hasSize(1);
    fixture.api.follow(plugins).close();
    assertThat(plugins.listeners).hasSize(1);
  }

  @Test
  void followsTheLatestOfTwoDeployersAndNoneThatHasGone() {
    StubPlugins next = new StubPlugins();
    Deployers deployers = new Deployers();
    deployers.add(plugins, fixture.api::follow);
    deployers.add(next, fixture.api::follow);
    assertThat(deployers.get()).hasValue(next);
    deployers.remove(plugins);
    assertThat(plugins.listeners).hasSize(1); // the fixture's
    assertThat(next.listeners).hasSize(1);
    assertThat(deployers.get()).hasValue(next);
    deployers.remove(next);
    assertThat(next.listeners).isEmpty();
    assertThat(deployers.get()).isEmpty();
  }
}
