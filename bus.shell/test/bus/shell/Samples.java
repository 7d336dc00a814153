// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.FactorySnapshot;
import bus.api.controller.KeyStatus;
import bus.api.directive.Failure;
import bus.api.directive.ValueOptions;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.DeploymentPlan;
import bus.api.plugin.Leak;
import bus.api.plugin.Leak.Holder;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.PluginGeneration;
import bus.api.plugin.Quarantined;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverKind;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import bus.api.snapshot.DirectiveSnapshot.ValueSnapshot;
import bus.api.snapshot.HandlerSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Records to show. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final ControllerInfo GREETER =
      new ControllerInfo("demo/boilerplate", "1.0.0", "Greets whoever asks.", false);
  static final Failure REFUSED =
      new Failure("java.net.ConnectException", "refused", List.of("a.B.c(B.java:1)"), List.of());

  static final HandlerSnapshot HANDLER =
      new HandlerSnapshot(4, "demo/boilerplate#3", List.of("demo.Greet"));

  static final DirectiveSnapshot ANSWERED =
      directive(
          1,
          "Greet[name=world]",
          List.of(new ReferenceSnapshot("demo/caller#5", false)),
          List.of(new ValueSnapshot(1, "Greeting[text=Hello, world]", "demo/boilerplate#3", 0)),
          List.of(resolver("demo/boilerplate#3", ResolverState.ENDED, true, null)));
  static final DirectiveSnapshot UNANSWERED =
      directive(
          12,
          "Weather[]",
          List.of(
              new ReferenceSnapshot("bus", false),
              new ReferenceSnapshot("bus", false),
              new ReferenceSnapshot("demo/caller#5", true)),
          List.of(),
          List.of());
  static final DirectiveSnapshot FAILED =
      directive(
          13,
          "Dial[]",
          List.of(new ReferenceSnapshot("bus", false)),
          List.of(),
          List.of(resolver("demo/dial#10", ResolverState.FAILED, false, REFUSED)));

  private static DirectiveSnapshot directive(
      long id,
      String text,
      List<ReferenceSnapshot> references,
      List<ValueSnapshot> values,
      List<ResolverSnapshot> resolvers) {
    boolean idle = resolvers.stream().allMatch(ResolverSnapshot::idle);
    return new DirectiveSnapshot(
        id,
        "demo." + text.substring(0, text.indexOf('[')),
        text,
        text,
        ValueOptions.DEFAULT,
        NOW.minusSeconds(90),
        false,
        idle,
        false,
        null,
        references,
        values,
        resolvers,
        List.of());
  }

  private static ResolverSnapshot resolver(
      String owner, ResolverState state, boolean idle, @Nullable Failure failure) {
    return new ResolverSnapshot(owner, 4, -1, ResolverKind.BLOCKING, state, idle, failure);
  }

  static final ControllerSnapshot RUNNING =
      new ControllerSnapshot(
          3,
          GREETER,
          new ControllerStatus(Phase.RUNNING, GREETER, null, null, NOW.minusSeconds(12)),
          "demo",
          2);
  static final ControllerSnapshot BACKING_OFF =
      new ControllerSnapshot(
          10,
          ControllerInfo.of("demo/dial", "0.1.0", ""),
          new ControllerStatus(
              Phase.BACKING_OFF, null, REFUSED, NOW.plusSeconds(5), NOW.minusSeconds(7200)),
          "",
          0);

  static final FactorySnapshot FACTORY =
      new FactorySnapshot(GREETER, "demo.Boilerplate$Config", "demo", 2);

  static final AppliedConfigSet APPLIED =
      AppliedConfigSet.of(
          7,
          new ApplyConfigSet(
              ConfigSet.of(
                  Map.of(
                      "dial", ConfigEntry.of("demo/dial", Map.of()),
                      "greeter", ConfigEntry.of("demo/boilerplate", Map.of())))),
          List.of(
              new KeyStatus(
                  "greeter", ConfigEntry.of("demo/boilerplate", Map.of()), true, RUNNING.status()),
              new KeyStatus(
                  "dial", ConfigEntry.of("demo/dial", Map.of()), true, BACKING_OFF.status())));

  static final LoadedPlugin PLUGIN =
      new LoadedPlugin(
          "demo",
          "1.1.0",
          2,
          "0123456789abcdef",
          17,
          "demo.boilerplate",
          "demo-1.1.0.jar",
          NOW.minusSeconds(300),
          List.of("demo/boilerplate"),
          "1.0.0",
          false,
          false);
  static final Deployment REPLACED =
      new Deployment(
          4,
          NOW.minusSeconds(30),
          List.of(
              new Change(
                  Change.Kind.REPLACED, "demo", "1.0.0", "1.1.0", "demo-1.1.0.jar", "new build")),
          List.of(
              new StepTime("snapshot", Duration.ofNanos(1_250_000)),
              new StepTime("switch", Duration.ofMillis(3))));
  static final DeploymentPlan PLAN =
      new DeploymentPlan(
          NOW,
          List.of(
              new DeploymentPlan.Item(
                  1,
                  new Change(
                      Change.Kind.REPLACED,
                      "demo",
                      "1.1.0",
                      "1.2.0",
                      "demo.jar",
                      "the content of demo.jar has changed")),
              new DeploymentPlan.Item(
                  0,
                  new Change(
                      Change.Kind.REFUSED,
                      "junk.jar",
                      "",
                      "",
                      "junk.jar",
                      "junk.jar is corrupt"))));
  static final Quarantined QUARANTINED =
      new Quarantined(
          "junk",
          "plugins/junk.jar",
          "0123456789abcdef",
          "1.0.0",
          "junk.jar does not start: no port",
          NOW.minusSeconds(60),
          "another content of the file");
  static final PluginGeneration GENERATION =
      new PluginGeneration(
          "demo",
          1,
          "1.0.0",
          "fedcba9876543210",
          "0123",
          "plugins/demo-1.0.0.jar",
          NOW.minusSeconds(600),
          false);
  static final Deployment REFUSAL =
      new Deployment(
          5,
          NOW.minusSeconds(3),
          List.of(new Change(Change.Kind.REFUSED, "bad.jar", "", "", "bad.jar", "not a zip file")),
          List.of());
  static final UnloadedPlugin UNLOADED =
      new UnloadedPlugin(
          "demo", "1.0.0", 1, 16, NOW.minusSeconds(29), UnloadedPlugin.Proof.COLLECTED, "");
  static final Leak LEAK =
      new Leak(
          "demo",
          "1.0.0",
          1,
          16,
          NOW.minusSeconds(2),
          true,
          List.of(
              new Holder(
                  Holder.Kind.THREAD,
                  "thread \"poller\" runs demo.Poller",
                  "end the thread when the controller closes",
                  List.of("java.lang.Thread.target", "demo.Poller"))),
          "");

  private Samples() {}
}
