// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.controller.Controller;
import bus.api.controller.ControllerContext;
import bus.api.controller.ControllerFactory;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.LoadController;
import bus.api.directive.Reference;
import bus.api.helper.Current;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** What is shown of controllers and factories, and how to wait for one. */
class ControllersTest {

  private static final ControllerInfo INFO = ControllerInfo.of("acme/hand", "1.0.0", "by hand");

  @AutoClose private final TestPlane test = new TestPlane();

  /** 11.5: in order of attachment, also when some have gone. */
  @Test
  void showsControllersInOrderOfAttachment() throws Exception {
    ControllerHandle[] handles = new ControllerHandle[4];
    for (int i = 0; i < handles.length; i++) {
      handles[i] =
          test.controllers.add(ControllerInfo.of("acme/c" + i, "1.0.0", ""), new Controller() {});
    }
    assertThat(Waits.value(handles[1].stop())).isTrue();
    test.controllers.add(INFO, new Controller() {});
    assertThat(test.controllers.controllers())
        .extracting(shown -> shown.info().id())
        .containsExactly("acme/c0", "acme/c2", "acme/c3", "acme/hand");
  }

  /** 11.5: one object is one controller; it may be added again when it has ended. */
  @Test
  void refusesAControllerThatIsOnTheBus() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Controller controller =
        new Controller() {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    ControllerHandle handle = test.controllers.add(INFO, controller);
    assertThatThrownBy(() -> test.controllers.add(INFO, controller))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the controller is on the bus already: acme/hand#1");
    assertThat(closed).hasValue(0);
    assertThat(test.controllers.controllers()).hasSize(1);
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(closed).hasValue(1);
  }

  /** 11.5: also if several threads add it at once. */
  @Test
  void takesOneOfManyAdditionsOfOneController() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 200; round++) {
        AtomicInteger closed = new AtomicInteger();
        Controller controller =
            new Controller() {
              @Override
              public void close() {
                closed.incrementAndGet();
              }
            };
        List<ControllerHandle> taken = addAtOnce(threads, controller);
        assertThat(taken).hasSize(1);
        assertThat(closed).hasValue(0);
        assertThat(Waits.value(taken.get(0).stop())).isTrue();
        assertThat(closed).hasValue(1);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private List<ControllerHandle> addAtOnce(ExecutorService threads, Controller controller)
      throws Exception {
    CyclicBarrier together = new CyclicBarrier(4);
    Callable<ControllerHandle> add =
        () -> {
          together.await(20, TimeUnit.SECONDS);
          try {
            return test.controllers.add(INFO, controller);
          } catch (IllegalArgumentException refused) {
            return null;
          }
        };
    List<ControllerHandle> taken = new ArrayList<>();
    for (Future<ControllerHandle> each : threads.invokeAll(Collections.nCopies(4, add))) {
      taken.add(each.get());
    }
    taken.removeIf(Objects::isNull);
    return taken;
  }

  /** 11.5: nor may a factory give away an object twice; the first one goes on. */
  @Test
  void refusesAFactoryThatMakesNothingNew() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    Controller only =
        new Controller() {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    ControllerFactory<NoSettings, Controller> factory = giving(only);
    ControllerHandle handle = test.controllers.add(factory, new NoSettings());
    assertThatThrownBy(() -> test.controllers.add(factory, new NoSettings()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the controller is on the bus already: acme/hand#");
    assertThat(closed).hasValue(0);
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(closed).hasValue(1);
    assertThat(Waits.value(test.controllers.add(factory, new NoSettings()).stop())).isTrue();
  }

  record NoSettings() {}

  private static ControllerFactory<NoSettings, Controller> giving(Controller only) {
    return new ControllerFactory<>() {
      @Override
      public ControllerInfo info() {
        return INFO;
      }

      @Override
      public Class<NoSettings> configType() {
        return NoSettings.class;
      }

      @Override
      public Controller construct(NoSettings config, ControllerContext context) {
        return only;
      }
    };
  }

  /** 11.8: a controller need not implement anything. */
  @Test
  void runsAControllerThatDoesNothing() throws Exception {
    ControllerHandle handle = test.controllers.add(INFO, new Controller() {});
    assertThat(Waits.value(handle.ready()).ready()).isTrue();
    Waits.until(() -> assertThat(handle.status().phase()).isEqualTo(Phase.FINISHED));
    assertThat(Waits.value(handle.stop())).isTrue();
  }

  /** 13.3. */
  @Test
  void showsFactoriesByConfigId() {
    test.offer(Script.of("acme/c", "1.0.0"));
    test.offer(Script.of("acme/a", "1.0.0"));
    test.offer(Script.of("acme/b", "1.0.0"));
    assertThat(test.controllers.factories())
        .extracting(shown -> shown.info().id())
        .containsExactly("acme/a", "acme/b", "acme/c");
  }

  /** 13.12, W30: settings must be plain data, and the config id must say something. */
  @Test
  void refusesRequestsThatCanNotMeanAnything() {
    assertThatThrownBy(() -> test.bus.add(new LoadController(" ", Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the config id must not be blank");
    assertThatThrownBy(() -> new LoadController("acme/a", Map.of("at", new Object())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 14.10: waiting for a controller that others make, over failures, or for its first failure. */
  @Test
  void isWaitedForUntilItIsReady() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    LoadController load = new LoadController("acme/late", Map.of("name", "a"));
    try (Current<ControllerStatus> status = Current.of(test.bus, load)) {
      Promise<ControllerStatus> ready = status.when(ControllerStatus::ready);
      Promise<ControllerStatus> failed = status.when(each -> each.failure() != null);
      assertThat(ready.isDone()).isFalse();
      test.offer(
          Script.of("acme/late", "1.0.0")
              .executing(
                  (made, scope) -> {
                    if (tries.incrementAndGet() == 1) {
                      throw new IllegalStateException("port in use");
                    }
                    scope.await();
                  }));
      assertThat(Waits.value(failed).summary()).contains("port in use");
      assertThat(Waits.value(ready).phase()).isEqualTo(Phase.RUNNING);
    }
    Waits.until(() -> assertThat(test.controllers.controllers()).isEmpty());
    Reference<ControllerStatus> again = test.bus.add(load);
    TestPlane.awaitPhase(again, Phase.RUNNING);
  }
}
