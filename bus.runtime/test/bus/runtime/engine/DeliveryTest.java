// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Who is held up by whom, and what is seen when something is told. */
class DeliveryTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  /** 9.3, W41: a callback that blocks holds up its own instance and no other. */
  @Test
  void holdsUpNoOtherInstanceWhileACallbackBlocks() throws InterruptedException {
    test.bus.addHandler(emitter);
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    test.bus.add(
        Ask.of("blocked"),
        ReferenceHandler.of(
            added -> {
              inside.countDown();
              await(leave);
            },
            removed -> {}));
    test.threads.start("emitter", () -> emitter.sink("blocked").add("v"));
    Waits.on(inside);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> other = test.bus.add(Ask.of("other"), recorder);
    emitter.sink("other").add("1");
    other.instance().close();
    assertThat(recorder.events()).containsExactly("added 1", "removed 1", "disposed");
    Registration late = test.bus.addHandler(Handler.of(Ask.class, ask -> Resolver.of("late")));
    late.close();
    leave.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      Waits.on(latch);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** 8.7: what one call changes is told once. */
  @Test
  void tellsOneStateForAllThatOneCallChanges() {
    test.bus.addHandler(emitter);
    List<DirectiveState<String>> states = new ArrayList<>();
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Sink<String> sink = emitter.sink("a");
    sink.add("1");
    sink.add("2");
    sink.add("3");
    reference.instance().onState(states::add);
    sink.clear();
    assertThat(states).extracting(state -> state.values().size()).containsExactly(3, 0);
    sink.add("4");
    sink.set("5");
    assertThat(states).extracting(DirectiveState::all).endsWith(List.of("4"), List.of("5"));
    assertThat(states).hasSize(4);
  }

  /** Something without any synchronisation of its own. */
  private static final class Plain {
    private int number;
  }

  private record Fetch() implements Directive<Plain> {}

  /**
   * 9.8: what was done before a value was emitted is seen by whoever is told of it or reads the
   * state, on whatever thread.
   */
  @Test
  void showsWhatWasDoneBeforeAValueWasEmitted() throws InterruptedException {
    AtomicReference<Sink<Plain>> sink = new AtomicReference<>();
    test.bus.addHandler(Handler.of(Fetch.class, fetch -> Resolver.inline(sink::set)));
    AtomicInteger wrong = new AtomicInteger();
    AtomicInteger told = new AtomicInteger();
    Reference<Plain> reference =
        test.bus.add(
            new Fetch(),
            ReferenceHandler.of(
                added -> {
                  wrong.addAndGet(added.number == 42 ? 0 : 1);
                  told.incrementAndGet();
                },
                removed -> wrong.addAndGet(removed.number == 42 ? 0 : 1)));
    int rounds = 2_000;
    CountDownLatch done = new CountDownLatch(3);
    for (int i = 0; i < 2; i++) {
      test.threads.start(
          "emitter",
          () -> {
            for (int round = 0; round < rounds; round++) {
              Plain plain = new Plain();
              plain.number = 42;
              sink.get().add(plain).ifPresent(value -> sink.get().remove(value));
            }
            done.countDown();
          });
    }
    test.threads.start(
        "reader",
        () -> {
          while (done.getCount() > 1) {
            reference
                .instance()
                .state()
                .all()
                .forEach(plain -> wrong.addAndGet(plain.number == 42 ? 0 : 1));
          }
          done.countDown();
        });
    Waits.on(done);
    Waits.until(() -> assertThat(told).hasValue(2 * rounds));
    assertThat(wrong).hasValue(0);
  }

  /** 4.3: the scope that a handler sees is the instance's: it ends with that, not with itself. */
  @Test
  void endsTheScopeThatAHandlerSeesWithTheInstance() {
    AtomicReference<Scope> seen = new AtomicReference<>();
    Registration handler =
        test.bus.addHandler(
            new TestHandler(
                Ask.class,
                instance -> {
                  seen.set(instance.scope());
                  instance.onDisposed(() -> {});
                  return List.of();
                }));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    handler.close();
    assertThat(seen.get().cancelled()).isFalse();
    reference.release();
    assertThat(seen.get().cancelled()).isTrue();
  }

  /** 23.3: a handler made of a function emits what that returns, or nothing for null. */
  @Test
  void emitsWhatAFunctionReturns() throws InterruptedException {
    test.bus.addHandler(
        Handler.answering(Ask.class, ask -> ask.name().equals("none") ? null : "blocking"));
    test.bus.addHandler(
        Handler.answeringInline(Ask.class, ask -> ask.name().equals("none") ? null : "inline"));
    test.bus.addHandler(
        Handler.answeringLater(
            Ask.class,
            ask -> test.threads.promises().resolved(ask.name().equals("none") ? null : "later")));
    assertThat(Waits.value(test.bus.collect(Ask.of("a"), bus.api.OneOff.UNTIL_IDLE)))
        .containsExactlyInAnyOrder("blocking", "inline", "later");
    assertThat(Waits.value(test.bus.collect(Ask.of("none"), bus.api.OneOff.UNTIL_IDLE))).isEmpty();
    test.bus.addHandler(
        Handler.answeringInline(
            Ask.class,
            ask -> {
              throw new java.io.IOException("no answer");
            }));
    assertThat(Waits.failure(test.bus.collect(Ask.of("b"), bus.api.OneOff.UNTIL_IDLE)))
        .hasMessageContaining("no answer");
  }
}
