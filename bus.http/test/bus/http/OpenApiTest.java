// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The description of the API, against the API. */
@Timeout(60)
final class OpenApiTest {
  private record Ask(String name) implements Directive<String> {}

  @TempDir Path folder;
  private final StubPlugins plugins = new StubPlugins();
  private final AtomicInteger running = new AtomicInteger();
  private ApiFixture fixture;
  private ApiDescription api;

  @BeforeEach
  void start() throws Exception {
    fixture = new ApiFixture(folder, plugins);
    api = new ApiDescription(ApiFixture.good(fixture.get(OpenApi.PATH)));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void describesEveryRouteAndNoOther() {
    Set<String> described = new TreeSet<>();
    api.document()
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(method -> described.add(method + " " + path.getKey())));
    Set<String> routes = new TreeSet<>();
    for (Route route : fixture.api.routes()) {
      routes.add(route.method().toLowerCase(Locale.ROOT) + " " + route.path().text());
    }
    assertThat(described).isEqualTo(routes).hasSizeGreaterThan(25);
  }

  @Test
  void describesTheParametersOfARoute() {
    JsonNode directives = api.operation("/directives", "get").path("parameters");
    assertThat(directives).hasSize(2);
    assertThat(directives.get(0).path("name").asText()).isEqualTo("unanswered");
    assertThat(directives.get(0).path("schema").path("type").asText()).isEqualTo("boolean");
    JsonNode one = api.operation("/directives/{id}/why", "get").path("parameters").get(0);
    assertThat(one.path("in").asText()).isEqualTo("path");
    assertThat(one.path("required").asBoolean()).isTrue();
    JsonNode resume = api.operation("/events", "get").path("parameters").get(0);
    assertThat(resume.path("in").asText()).isEqualTo("header");
    assertThat(resume.path("name").asText()).isEqualTo("Last-Event-ID");
    assertThat(api.operation("/exec", "post").path("requestBody").path("required").asBoolean())
        .isTrue();
  }

  @Test
  void hasSchemasThatAreSuchAndAreAllThere() {
    assertThat(api.schemas()).hasSizeGreaterThan(25);
    for (JsonNode schema : api.schemas()) {
      assertThat(ApiDescription.mistakes(schema)).isEmpty();
    }
    List<String> references = new ArrayList<>();
    api.document().findValuesAsText("$ref", references);
    assertThat(references).isNotEmpty();
    for (String reference : references) {
      assertThat(api.document().at(reference.substring(1)).isMissingNode()).as(reference).isFalse();
    }
    List<String> names = api.document().findValuesAsText("operationId");
    assertThat(names).doesNotHaveDuplicates().contains("getDirectivesIdWhy", "postExec");
  }

  @Test
  void saysOfAnAnswerWhatIsWrong() throws Exception {
    JsonNode answer = ApiDescription.node(ApiFixture.good(fixture.get("/info")));
    assertThat(api.differences("ApiInfo", answer)).isEmpty();
    ObjectNode other = answer.deepCopy();
    other.remove("pid");
    assertThat(api.differences("ApiInfo", other)).hasSize(1);
    other.put("pid", "none");
    assertThat(api.differences("ApiInfo", other)).hasSize(1);
    other.put("pid", 1).put("more", 2);
    assertThat(api.differences("ApiInfo", other)).hasSize(1);
  }

  @Test
  void describesWhatIsAnswered() throws Exception {
    fixture.runtime.bus().addHandler(Handler.answeringInline(Ask.class, OpenApiTest::answer));
    plugins.plan.resolve(StubPlugins.PLAN);
    ConfigEntry sleeper = ConfigEntry.of(Sleeper.ID, Map.of("name", "a"));
    ConfigEntry unknown = ConfigEntry.of("no/such", Map.of("list", List.of(1, "b")));
    ConfigSet set = ConfigSet.of(Map.of("a", sleeper, "b", unknown));
    try (var factory = fixture.runtime.addFactory(Sleeper.factory(running));
        var good = fixture.runtime.bus().add(new Ask("good"));
        var bad = fixture.runtime.bus().add(new Ask("bad"));
        var applied = fixture.runtime.bus().add(new ApplyConfigSet(set))) {
      await().atMost(ApiFixture.LIMIT).until(() -> running.get() == 1);
      long id = bad.instance().id();
      long controller = fixture.runtime.controllers().controllers().get(0).number();
      for (Route route : fixture.api.routes()) {
        if (route.method().equals("GET") && !(route.work() instanceof Route.Streaming)) {
          String path =
              route.path().text().equals("/history/{number}")
                  ? "/history/4"
                  : route
                      .path()
                      .text()
                      .replace("{id}", Long.toString(id))
                      .replace("{number}", Long.toString(controller));
          String query =
              switch (path) {
                case "/generations" -> "?plugin=acme/greeter";
                case "/metrics" -> "?json";
                default -> "";
              };
          byte[] answer = ApiFixture.good(fixture.get(path + query));
          assertThat(api.differences(route.path().text(), "get", answer)).as(path).isEmpty();
        }
      }
    }
  }

  private static String answer(Ask ask) {
    if (ask.name().equals("bad")) {
      throw new IllegalStateException("no idea", new IllegalArgumentException("by cause"));
    }
    return "yes";
  }

  @Test
  void describesWhatActionsAnswer() throws Exception {
    for (String path :
        List.of(
            "/rescan",
            "/retry?name=a",
            "/rollback?plugin=a&generation=1",
            "/pin?plugin=a",
            "/unpin?plugin=a",
            "/log?logger=a&level=info",
            "/leaks?dump")) {
      HttpResponse<byte[]> response =
          fixture.send(fixture.request(path).POST(BodyPublishers.noBody()).build());
      byte[] answer = ApiFixture.good(response);
      assertThat(api.differences(path.replaceAll("\\?.*", ""), "post", answer)).as(path).isEmpty();
    }
  }

  @Test
  void describesProblems() throws Exception {
    JsonNode problem = ApiDescription.node(fixture.get("/nothing").body());
    assertThat(api.differences("Problem", problem)).isEmpty();
    JsonNode named =
        api.document().at("/components/responses/Problem/content").path("application/problem+json");
    assertThat(named.path("schema").path("$ref").asText())
        .isEqualTo("#/components/schemas/Problem");
  }

  @Test
  void describesTheEventsOfAStream() throws Exception {
    JsonNode types = api.operation("/exec", "post").path("responses").path("200").path("x-events");
    assertThat(types).hasSize(4);
    HttpResponse<InputStream> response =
        fixture.client.send(
            fixture.request("/exec").POST(BodyPublishers.ofString("a: {id: no/such}")).build(),
            BodyHandlers.ofInputStream());
    try (EventReader events = new EventReader(response.body())) {
      for (int i = 0; i < 2; i++) {
        Sent sent = events.next();
        JsonNode data = ApiDescription.node(sent.data().getBytes());
        assertThat(api.differences(types.path(sent.type()), data)).as(sent.type()).isEmpty();
      }
    }
  }
}
