// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.BusStatus;
import bus.api.controller.Controller;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Scope;
import bus.api.plugin.Deployment;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import bus.api.plugin.UnloadedPlugin;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.HandlerSnapshot;
import bus.api.snapshot.OwnerSnapshot;
import bus.http.wire.ApiInfo;
import bus.http.wire.BusState;
import bus.http.wire.Json;
import bus.http.wire.Problem;
import bus.http.wire.Why;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What can be read of a real bus over HTTP. */
@Timeout(60)
final class ReadingTest {
  private record Ask(String name) implements Directive<String> {}

  private static final class Broken implements Controller {
    @Override
    public void execute(Scope scope) {
      throw new IllegalStateException("no power");
    }
  }

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

  @Test
  void tellsWhichDaemonItIs() throws Exception {
    ApiInfo info = fixture.one("/info", ApiInfo.class);
    assertThat(info.version()).isEqualTo("1.2.3");
    assertThat(info.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(info.exec()).isTrue();
    assertThat(info.plugins()).isEqualTo(1);
    assertThat(info.quarantined()).isEqualTo(1);
    assertThat(info.leaks()).isEqualTo(1);
  }

  @Test
  void showsControllers() throws Exception {
    fixture
        .runtime
        .controllers()
        .add(ControllerInfo.of("acme/idle", "1.0.0", "Does nothing."), new Idle());
    Awaitility.await()
        .atMost(ApiFixture.LIMIT)
        .untilAsserted(
            () ->
                assertThat(fixture.list("/controllers", ControllerSnapshot.class))
                    .singleElement()
                    .satisfies(
                        controller ->
                            assertThat(controller.status().phase()).isEqualTo(Phase.FINISHED)));
    List<ControllerSnapshot> listed = fixture.list("/controllers", ControllerSnapshot.class);
    assertThat(listed).isEqualTo(fixture.runtime.controllers().controllers());
    long number = listed.get(0).number();
    assertThat(fixture.one("/controllers/" + number, ControllerSnapshot.class))
        .isEqualTo(listed.get(0));
    assertThat(ApiFixture.problem(fixture.get("/controllers/999")))
        .isEqualTo(new Problem("about:blank", "Not Found", 404, "there is no controller 999"));
  }

  @Test
  void showsDirectivesWithValuesAndFailures() throws Exception {
    fixture.runtime.bus().addHandler(Handler.answeringInline(Ask.class, this::answer));
    try (var good = fixture.runtime.bus().add(new Ask("good"));
        var bad = fixture.runtime.bus().add(new Ask("bad"))) {
      List<DirectiveSnapshot> listed = fixture.list("/directives", DirectiveSnapshot.class);
      assertThat(listed).isEqualTo(fixture.runtime.bus().directives()).hasSize(2);
      assertThat(listed.get(0).values())
          .extracting(DirectiveSnapshot.ValueSnapshot::value)
          .containsExactly("yes");
      assertThat(listed.get(1).resolvers().get(0).failure().summary())
          .isEqualTo("IllegalStateException: no idea");
      long id = listed.get(1).id();
      assertThat(fixture.list("/directives?unanswered", DirectiveSnapshot.class))
          .extracting(DirectiveSnapshot::id)
          .containsExactly(id);
      assertThat(fixture.list("/directives?contains=good", DirectiveSnapshot.class)).hasSize(1);
      assertThat(fixture.one("/directives/" + id, DirectiveSnapshot.class))
          .isEqualTo(listed.get(1));
      Why why = fixture.one("/directives/" + id + "/why", Why.class);
      assertThat(why.text()).contains("no idea");
      assertThat(why.explanation().live()).isEqualTo(listed.get(1));
      assertThat(why.reasons()).isEqualTo(fixture.runtime.bus().explain(id).get().reasons());
    }
    assertThat(ApiFixture.problem(fixture.get("/directives/999/why")).detail())
        .isEqualTo("there is no live directive 999");
  }

  private String answer(Ask ask) {
    if (ask.name().equals("bad")) {
      throw new IllegalStateException("no idea");
    }
    return "yes";
  }

  @Test
  void showsTheRestOfTheBus() throws Exception {
    fixture.runtime.controllers().add(ControllerInfo.of("acme/bad", "1", ""), new Broken());
    assertThat(fixture.list("/handlers", HandlerSnapshot.class))
        .isEqualTo(fixture.runtime.bus().snapshot().handlers());
    assertThat(fixture.list("/owners", OwnerSnapshot.class)).isNotEmpty();
    assertThat(fixture.list("/factories", Object.class)).isEmpty();
    BusState state = fixture.one("/bus", BusState.class);
    assertThat(state.handlers()).isEqualTo(fixture.runtime.bus().snapshot().handlers());
    assertThat(fixture.one("/status", BusStatus.class).directives()).isZero();
  }

  @Test
  void showsHowConfigurationsAreDoing() throws Exception {
    ConfigSet set = ConfigSet.of(Map.of("k", ConfigEntry.of("no/such", Map.of("a", List.of(1L)))));
    try (var applied = fixture.runtime.bus().add(new ApplyConfigSet(set))) {
      Awaitility.await()
          .atMost(ApiFixture.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(fixture.list("/config", AppliedConfigSet.class))
                      .singleElement()
                      .satisfies(each -> assertThat(each.keys()).hasSize(1)));
      AppliedConfigSet shown = fixture.list("/config", AppliedConfigSet.class).get(0);
      assertThat(shown.directive()).isEqualTo(applied.instance().id());
      assertThat(shown.ready()).isFalse();
      assertThat(shown.summary()).isEqualTo("0 of 1 ready: 1 WAITING_FOR_FACTORY");
      assertThat(shown.keys().get(0).status().phase()).isEqualTo(Phase.WAITING_FOR_FACTORY);
      assertThat(shown.keys().get(0).entry().config().get("a").toString()).isEqualTo("[1]");
    }
    Awaitility.await()
        .atMost(ApiFixture.LIMIT)
        .untilAsserted(() -> assertThat(fixture.list("/config", AppliedConfigSet.class)).isEmpty());
  }

  @Test
  void showsPlugins() throws Exception {
    assertThat(fixture.list("/plugins", LoadedPlugin.class)).containsExactly(StubPlugins.GREETER);
    assertThat(fixture.list("/plugins?id=acme/greeter", LoadedPlugin.class)).hasSize(1);
    assertThat(fixture.list("/plugins?id=other", LoadedPlugin.class)).isEmpty();
    assertThat(fixture.list("/history", Deployment.class)).containsExactly(StubPlugins.DEPLOYMENT);
    assertThat(fixture.one("/history/4", Deployment.class)).isEqualTo(StubPlugins.DEPLOYMENT);
    assertThat(fixture.get("/history/5").statusCode()).isEqualTo(404);
    assertThat(fixture.list("/generations?plugin=acme/greeter", PluginGeneration.class))
        .isEqualTo(plugins.generations("acme/greeter"));
    assertThat(fixture.list("/quarantine", Quarantined.class)).isEqualTo(plugins.quarantine());
    assertThat(fixture.list("/unloaded", UnloadedPlugin.class)).isEqualTo(plugins.unloaded());
    assertThat(fixture.list("/leaks", Leak.class)).isEqualTo(plugins.leaks());
  }

  @Test
  void waitsForAPlanWithoutAThread() throws Exception {
    List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
    for (int i = 0; i < 40; i++) { // more than there are threads
      asked.add(
          fixture.client.sendAsync(fixture.request("/plan").build(), BodyHandlers.ofByteArray()));
    }
    assertThat(fixture.get("/info").statusCode()).isEqualTo(200);
    plugins.plan.resolve(StubPlugins.PLAN);
    for (CompletableFuture<HttpResponse<byte[]>> each : asked) {
      byte[] body = ApiFixture.good(each.get(20, TimeUnit.SECONDS));
      assertThat(Json.read(body, DeploymentPlan.class)).isEqualTo(StubPlugins.PLAN);
    }
  }

  @Test
  void saysThatADaemonLoadsNoPlugins() throws Exception {
    try (ApiFixture without =
        new ApiFixture(folder.resolve("b"), Optional.empty(), false, Limits.DEFAULT)) {
      assertThat(ApiFixture.problem(without.get("/plugins")).detail())
          .isEqualTo("this daemon loads no plugins: it was started without --plugins");
      assertThat(without.one("/info", ApiInfo.class).plugins()).isZero();
    }
  }

  @Test
  void saysThatAnActionWasNotDoneInTime() throws Exception {
    Limits hasty =
        Limits.DEFAULT.withTimes(
            Duration.ofSeconds(10), Duration.ofMillis(50), Duration.ofSeconds(10));
    try (ApiFixture late =
        new ApiFixture(folder.resolve("b"), Optional.of(new StubPlugins()), true, hasty)) {
      Problem problem = ApiFixture.problem(late.get("/plan"));
      assertThat(problem.status()).isEqualTo(504);
      assertThat(problem.detail()).startsWith("not done after 50 ms");
    }
  }

  @Test
  void saysWhatIsWrongWithARequest() throws Exception {
    assertThat(ApiFixture.problem(fixture.get("/nothing")).detail())
        .isEqualTo("there is nothing at /nothing");
    assertThat(ApiFixture.problem(fixture.get("/directives/x")).detail())
        .isEqualTo("the path must have a number as {id}, it has 'x'");
    assertThat(ApiFixture.problem(fixture.get("/plugins?ids=1")).detail())
        .isEqualTo("unknown parameter 'ids'; known: id");
    assertThat(ApiFixture.problem(fixture.get("/info?x")).detail())
        .isEqualTo("unknown parameter 'x'; there are none here");
    assertThat(ApiFixture.problem(fixture.get("/plugins?id=1&id=2")).detail())
        .isEqualTo("the parameter 'id' is given twice");
    assertThat(ApiFixture.problem(fixture.get("/generations")).detail())
        .isEqualTo("the query must have a parameter 'plugin'");
    assertThat(ApiFixture.problem(fixture.get("/directives?unanswered=maybe")).detail())
        .isEqualTo("the parameter 'unanswered' must be true or false, it is 'maybe'");
    Problem method = ApiFixture.problem(fixture.send(fixture.request("/info").DELETE().build()));
    assertThat(method.status()).isEqualTo(405);
    assertThat(method.detail()).isEqualTo("/info takes GET, not DELETE");
  }

  @Test
  void tellsBrowsersNotToKeepOrGuess() throws Exception {
    HttpResponse<byte[]> response = fixture.get("/info");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(response.headers().firstValue("Server")).isEmpty();
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).startsWith("{\"version\":");
  }
}
