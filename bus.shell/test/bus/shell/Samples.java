// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.DirectiveSnapshot;
import bus.api.DirectiveSnapshot.ResolverSnapshot;
import bus.api.DirectiveSnapshot.ValueSnapshot;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.FactorySnapshot;
import bus.api.directive.Failure;
import bus.api.plugin.Deployment;
import bus.api.plugin.Deployment.Change;
import bus.api.plugin.LoadedPlugin;
import bus.api.plugin.StepTime;
import bus.api.plugin.UnloadedPlugin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Records to show. */
final class Samples {
  static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  static final ControllerInfo GREETER =
      new ControllerInfo("demo/boilerplate", "1.0.0", "Greets whoever asks.", false);
  static final Failure REFUSED =
      new Failure("java.net.ConnectException", "refused", List.of("a.B.c(B.java:1)"), List.of());

  static final DirectiveSnapshot ANSWERED =
      new DirectiveSnapshot(
          1,
          "demo.Greet",
          "Greet[name=world]",
          true,
          1,
          0,
          List.of(new ValueSnapshot(1, "Greeting[text=Hello, world]", "demo/boilerplate")),
          List.of(new ResolverSnapshot("demo/boilerplate", "ended", true, null)));
  static final DirectiveSnapshot UNANSWERED =
      new DirectiveSnapshot(12, "demo.Weather", "Weather[]", true, 2, 1, List.of(), List.of());
  static final DirectiveSnapshot FAILED =
      new DirectiveSnapshot(
          13,
          "demo.Dial",
          "Dial[]",
          false,
          1,
          0,
          List.of(),
          List.of(new ResolverSnapshot("demo/dial", "failed", false, REFUSED)));

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
          "1.0.0");
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
  static final Deployment REFUSAL =
      new Deployment(
          5,
          NOW.minusSeconds(3),
          List.of(new Change(Change.Kind.REFUSED, "bad.jar", "", "", "bad.jar", "not a zip file")),
          List.of());
  static final UnloadedPlugin UNLOADED =
      new UnloadedPlugin(
          "demo", "1.0.0", 1, 16, NOW.minusSeconds(29), UnloadedPlugin.Proof.COLLECTED, "");

  private Samples() {}
}
