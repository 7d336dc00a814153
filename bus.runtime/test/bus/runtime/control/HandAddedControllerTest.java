// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException;
import bus.api.Watch;
import bus.api.controller.Controller;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerInfo;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** Controllers that are added by hand. */
class HandAddedControllerTest {

  private static final ControllerInfo INFO = ControllerInfo.of("acme/hand", "1.0.0", "by hand");

  @AutoClose private final TestPlane test = new TestPlane();

  private ControllerHandle add(Script script) throws Exception {
    return test.controllers.add(script, new Script.Settings("a"));
  }

  /** 11.2: attached when add returns; ready after it has run for some time. */
  @Test
  void answersAtOnceAndIsReadyAfterAWhile() throws Exception {
    Script script = Script.of("acme/hand", "1.0.0").answering("v");
    ControllerHandle handle = add(script);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("q"), recorder);
    assertThat(recorder.events()).containsExactly("added v");
    assertThat(Waits.value(handle.ready()).phase()).isEqualTo(Phase.RUNNING);
    assertThat(test.controllers.controllers())
        .singleElement()
        .satisfies(
            shown -> {
              assertThat(shown.info().id()).isEqualTo("acme/hand");
              assertThat(shown.status().phase()).isEqualTo(Phase.RUNNING);
              assertThat(shown.plugin()).isEmpty();
            });
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(recorder.events()).containsExactly("added v", "removed v");
    assertThat(script.log()).containsExactly("construct 1 a", "execute 1", "close 1");
    assertThat(handle.status().phase()).isEqualTo(Phase.STOPPED);
  }

  /** 11.2, 11.12: one that returns goes on answering. */
  @Test
  void goesOnAnsweringAfterItsMainLoopHasReturned() throws Exception {
    ControllerHandle handle =
        add(Script.of("acme/hand", "1.0.0").answering("v").executing((made, scope) -> {}));
    assertThat(Waits.value(handle.ready()).ready()).isTrue();
    Waits.until(() -> assertThat(handle.status().phase()).isEqualTo(Phase.FINISHED));
    assertThat(Waits.value(test.bus.first(Ask.of("q")))).isEqualTo("v");
  }

  /** ControllerContext.ready: as the controller says, also before execute. */
  @Test
  void isReadyWhenItSaysSo() throws Exception {
    try (TestPlane slow = new TestPlane(TestPlane.LIMITS.withReadyAfter(Duration.ofHours(1)))) {
      Script early =
          Script.of("acme/early", "1").constructing((made, scope) -> made.context.ready());
      CountDownLatch say = new CountDownLatch(1);
      Script late =
          Script.of("acme/late", "1")
              .executing(
                  (made, scope) -> {
                    Waits.on(say);
                    made.context.ready();
                    scope.await();
                  });
      ControllerHandle one = slow.controllers.add(early, new Script.Settings("a"));
      ControllerHandle two = slow.controllers.add(late, new Script.Settings("a"));
      assertThat(Waits.value(one.ready()).phase()).isEqualTo(Phase.RUNNING);
      assertThat(two.status().phase()).isEqualTo(Phase.STARTING);
      say.countDown();
      assertThat(Waits.value(two.ready()).phase()).isEqualTo(Phase.RUNNING);
    }
  }

  /** W1, 10.2, 11.2: a failure, or an error, takes it off the bus and closes it. */
  @Test
  void isTakenOffAndClosedWhenItFails() throws Exception {
    Script script =
        Script.of("acme/hand", "1.0.0")
            .answering("v")
            .executing(
                (made, scope) -> {
                  throw new NoClassDefFoundError("acme/Missing");
                });
    ControllerHandle handle = add(script);
    BusException failure = Waits.failure(handle.ready());
    assertThat(failure.reason()).isEqualTo(BusException.Reason.CLOSED);
    assertThat(failure).hasMessageContaining("acme/Missing").hasNoCause();
    Waits.until(() -> assertThat(handle.status().phase()).isEqualTo(Phase.STOPPED));
    assertThat(handle.status().summary()).contains("NoClassDefFoundError: acme/Missing");
    assertThat(script.log()).containsExactly("construct 1 a", "execute 1", "close 1");
    assertThat(test.controllers.controllers()).isEmpty();
    Reference<String> question = test.bus.add(Ask.of("q"));
    assertThat(question.instance().state().values()).isEmpty();
  }

  /**
   * The factory's own exception reaches the caller, and what the constructor has added is taken
   * back.
   */
  @Test
  void throwsWhatTheFactoryThrowsAndTakesBackWhatItAdded() {
    Script script =
        Script.of("acme/hand", "1.0.0")
            .constructing(
                (made, scope) -> {
                  made.context.bus().add(Ask.of("left behind"));
                  throw new java.io.IOException("port in use");
                });
    assertThatThrownBy(() -> add(script))
        .isInstanceOf(java.io.IOException.class)
        .hasMessage("port in use");
    assertThat(test.bus.directives()).isEmpty();
    assertThat(test.controllers.controllers()).isEmpty();
  }

  /** Handlers that can not be attached: nothing stays on the bus. */
  @Test
  void leavesNothingBehindWhenItsHandlersAreRefused() {
    AtomicBoolean closed = new AtomicBoolean();
    Controller controller =
        new Controller() {
          @Override
          public List<Handler> handlers() {
            return List.of(withoutType());
          }

          @Override
          public void execute(Scope scope) throws Exception {
            scope.await();
          }

          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatThrownBy(() -> test.controllers.add(INFO, controller))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(test.controllers.controllers()).isEmpty();
    assertThat(closed).isTrue();
    Waits.until(() -> assertThat(test.plane.threads().busy()).isEmpty());
  }

  private static Handler withoutType() {
    return new Handler() {
      @Override
      public Set<Class<?>> directiveTypes() {
        return Set.of();
      }

      @Override
      public List<Resolver<?>> handle(Instance<?> instance) {
        return List.of();
      }
    };
  }

  /** W37, design 4.6: bounded, and named. */
  @Test
  void stopIsBoundedWhenExecuteHangsAndCloseIsCalledAllTheSame() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean closedWell = new AtomicBoolean();
    Script script =
        Script.of("acme/hand", "1.0.0")
            .executing((made, scope) -> awaitStubbornly(leave))
            .closing(
                (made, scope) -> {
                  // Takes a little time, as closing a socket does.
                  assertThat(
                          new CountDownLatch(1)
                              .await(20, java.util.concurrent.TimeUnit.MILLISECONDS))
                      .isFalse();
                  closedWell.set(true);
                });
    ControllerHandle handle = add(script);
    Waits.value(handle.ready());
    assertThat(Waits.value(handle.stop())).isFalse();
    assertThat(closedWell).isTrue();
    assertThat(test.controllers.controllers()).isEmpty();
    leave.countDown();
  }

  /** W37, design 4.6. */
  @Test
  void stopIsBoundedWhenCloseHangs() throws Exception {
    CountDownLatch leave = new CountDownLatch(1);
    Script script =
        Script.of("acme/hand", "1.0.0").closing((made, scope) -> awaitStubbornly(leave));
    ControllerHandle handle = add(script);
    Promise<Boolean> stopped = handle.stop();
    assertThat(handle.stop()).isSameAs(stopped);
    assertThat(Waits.value(stopped)).isFalse();
    leave.countDown();
  }

  static void awaitStubbornly(CountDownLatch latch) {
    boolean left = false;
    while (!left) {
      try {
        Waits.on(latch);
        left = true;
      } catch (InterruptedException again) {
        left = latch.getCount() == 0;
      }
    }
  }

  /**
   * Controller.close: handlers, references and resolvers have ended when it is called (11.7, W31).
   */
  @Test
  void isOffTheBusAndItsResolversHaveEndedWhenItIsClosed() throws Exception {
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("q"), recorder);
    AtomicReference<List<String>> whenClosed = new AtomicReference<>();
    AtomicBoolean resolving = new AtomicBoolean();
    AtomicBoolean resolvingWhenClosed = new AtomicBoolean(true);
    CountDownLatch resolverRuns = new CountDownLatch(1);
    Controller controller =
        new Controller() {
          @Override
          public List<Handler> handlers() {
            return List.of(Handler.of(Ask.class, ask -> Resolver.blocking(this::resolve)));
          }

          private void resolve(Scope scope, bus.api.directive.Sink<String> sink) throws Exception {
            resolving.set(true);
            sink.add("v");
            resolverRuns.countDown();
            try {
              scope.await();
            } catch (InterruptedException stop) {
              // Winds down for a while, as one that finishes a write does.
              assertThat(
                      new CountDownLatch(1).await(60, java.util.concurrent.TimeUnit.MILLISECONDS))
                  .isFalse();
            } finally {
              resolving.set(false);
            }
          }

          @Override
          public void close() {
            resolvingWhenClosed.set(resolving.get());
            whenClosed.set(recorder.events());
          }
        };
    ControllerHandle handle = test.controllers.add(INFO, controller);
    Waits.on(resolverRuns);
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(whenClosed.get()).containsExactly("added v", "removed v");
    assertThat(resolvingWhenClosed).isFalse();
  }

  /**
   * Design 4.6, Controller: everything added through its bus is taken back, awaited, and refused
   * afterwards.
   */
  @Test
  void takesBackEverythingThatWasAddedThroughItsBus() throws Exception {
    Recorder<String> outside = new Recorder<>();
    Reference<String> question = test.bus.add(Ask.of("q"), outside);
    List<Watch<String>> watches = new CopyOnWriteArrayList<>();
    List<Integer> seen = new CopyOnWriteArrayList<>();
    AtomicBoolean resolverEnded = new AtomicBoolean();
    Script script =
        Script.of("acme/hand", "1.0.0")
            .executing(
                (made, scope) -> {
                  made.context
                      .bus()
                      .addHandler(
                          Handler.of(
                              Ask.class,
                              ask ->
                                  Resolver.blocking(
                                      (run, sink) -> {
                                        sink.add("own");
                                        try {
                                          run.await();
                                        } finally {
                                          resolverEnded.set(true);
                                        }
                                      })));
                  made.context.bus().add(Ask.of("mine"));
                  watches.add(
                      made.context
                          .bus()
                          .watch(Ask.of("q"), state -> seen.add(state.values().size())));
                  scope.await();
                })
            .closing((made, scope) -> made.log("ended " + resolverEnded));
    ControllerHandle handle = add(script);
    Waits.until(() -> assertThat(outside.live()).containsExactly("own"));
    Waits.until(() -> assertThat(watches).hasSize(1));
    assertThat(Waits.value(handle.stop())).isTrue();
    assertThat(outside.live()).isEmpty();
    assertThat(test.bus.directives())
        .singleElement()
        .satisfies(left -> assertThat(left.strongReferences()).isEqualTo(1));
    assertThat(script.log()).contains("ended true 1");
    int told = seen.size();
    test.bus.addHandler(Handler.of(Ask.class, ask -> Resolver.of("other")));
    assertThat(question.instance().state().values()).hasSize(1);
    assertThat(seen).hasSize(told);
    assertThatThrownBy(() -> script.made().get(0).context.bus().add(Ask.of("late")))
        .isInstanceOf(BusException.class)
        .hasMessageContaining("acme/hand#1 has ended");
    assertThat(script.made().get(0).context.scope().cancelled()).isTrue();
  }

  /** 33.26: stopping oneself. */
  @Test
  void mayStopItselfFromItsMainLoop() throws Exception {
    AtomicReference<ControllerHandle> handle = new AtomicReference<>();
    CountDownLatch known = new CountDownLatch(1);
    Script script =
        Script.of("acme/hand", "1.0.0")
            .executing(
                (made, scope) -> {
                  Waits.on(known);
                  handle.get().close();
                  scope.await();
                });
    handle.set(add(script));
    Waits.until(() -> assertThat(script.log()).contains("execute 1"));
    known.countDown();
    assertThat(Waits.value(handle.get().stop())).isTrue();
    assertThat(script.log()).containsExactly("construct 1 a", "execute 1", "close 1");
  }
}
