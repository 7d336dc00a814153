// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.Controllers;
import bus.api.controller.LoadController;
import bus.api.directive.Reference;
import bus.api.plugin.GenerationSwitch.Change;
import bus.api.plugin.GenerationSwitch.Result;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A bus with short time limits; its close also checks that all has stopped and no thread is busy.
 */
final class TestPlane implements AutoCloseable {

  static final Limits LIMITS =
      Limits.DEFAULT
          .withReadyAfter(Duration.ofMillis(20))
          .withReady(Duration.ofMillis(400))
          .withStop(Duration.ofMillis(1_500))
          .withHandOver(Duration.ofMillis(300))
          .withRetry(Duration.ofMillis(20), Duration.ofMillis(80));

  final ControlPlane plane;
  final Bus bus;
  final Controllers controllers;
  private boolean mayLeave;

  TestPlane() {
    this(LIMITS);
  }

  TestPlane(Limits limits) {
    plane = new ControlPlane(limits);
    bus = plane.bus();
    controllers = plane.controllers();
  }

  /** Says that this test leaves something behind on purpose. */
  void leavesSomething() {
    mayLeave = true;
  }

  FactoryEntry offer(ControllerFactory<?, ?> factory) {
    return plane.add(factory, FactoryEntry.Source.NONE, false);
  }

  /** Makes the factory of a bundle known, for a switch. */
  FactoryEntry stage(ControllerFactory<?, ?> factory, long bundle) {
    return plane.add(factory, new FactoryEntry.Source("plugin", (int) bundle, bundle), true);
  }

  Result switchTo(@Nullable Long from, @Nullable Long to) {
    long generation = to == null ? 0 : to;
    return plane
        .generationSwitch()
        .switchTo(List.of(new Change("plugin", (int) generation, from, to)));
  }

  Reference<ControllerStatus> load(String id, String name) {
    return bus.add(new LoadController(id, Map.of("name", name)));
  }

  static @Nullable ControllerStatus status(Reference<ControllerStatus> reference) {
    var values = reference.instance().state().values();
    return values.isEmpty() ? null : values.get(0).value();
  }

  static ControllerStatus awaitPhase(Reference<ControllerStatus> reference, Phase phase) {
    Waits.until(
        () -> {
          ControllerStatus status = status(reference);
          assertThat(status).isNotNull();
          assertThat(status.phase()).isEqualTo(phase);
        });
    ControllerStatus status = status(reference);
    assertThat(status).isNotNull();
    return status;
  }

  @Override
  public void close() {
    List<String> left = plane.stop();
    if (!mayLeave) {
      assertThat(left).as("what did not stop").isEmpty();
      Waits.until(() -> assertThat(plane.threads().busy()).as("busy threads").isEmpty());
      assertThat(controllers.controllers()).isEmpty();
    }
    assertThat(bus.directives()).isEmpty();
  }
}
