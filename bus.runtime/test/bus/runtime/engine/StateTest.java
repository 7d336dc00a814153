// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Idleness, failures, and listeners to the state. */
class StateTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  /** 8.2, 33.10. */
  @Test
  void isIdleWithoutAnyHandler() {
    assertThat(test.bus.add(Ask.of("a")).instance().state().idle()).isTrue();
  }

  /** 6.15, 8.2, 8.6, 33.10. */
  @Test
  void followsWhatABlockingResolverSaysUntilItReturns() throws InterruptedException {
    AtomicReference<Sink<String>> sink = new AtomicReference<>();
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.blocking(
                    (scope, each) -> {
                      sink.set(each);
                      running.countDown();
                      Waits.on(leave);
                    })));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Waits.on(running);
    assertThat(reference.instance().state().idle()).isFalse();
    sink.get().markIdle(true);
    assertThat(reference.instance().state().idle()).isTrue();
    sink.get().markIdle(false);
    assertThat(reference.instance().state().idle()).isFalse();
    leave.countDown();
    Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
    sink.get().markIdle(false);
    assertThat(reference.instance().state().idle()).as("one that ended is idle").isTrue();
  }

  /** 8.4, 8.7, W10: first the present state, then each change, also of a failure while idle. */
  @Test
  void tellsListenersOfFailuresOfAResolverThatWasIdleAlready() throws InterruptedException {
    CountDownLatch idle = new CountDownLatch(1);
    CountDownLatch fail = new CountDownLatch(1);
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.blocking(
                    (scope, sink) -> {
                      sink.markIdle(true);
                      idle.countDown();
                      Waits.on(fail);
                      throw new IllegalStateException("while idle");
                    })));
    List<DirectiveState<String>> states = new CopyOnWriteArrayList<>();
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Waits.on(idle);
    reference.instance().onState(states::add);
    assertThat(states).hasSize(1);
    assertThat(states.get(0).idle()).isTrue();
    fail.countDown();
    Waits.until(
        () ->
            assertThat(states.get(states.size() - 1).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.message()).isEqualTo("while idle")));
  }

  /** 8.7: values are part of the state; disposal is the last one. */
  @Test
  void tellsValuesAndTheEndAndNothingAfterTheListeningEnded() {
    test.bus.addHandler(emitter);
    List<DirectiveState<String>> states = new CopyOnWriteArrayList<>();
    List<DirectiveState<String>> ended = new CopyOnWriteArrayList<>();
    Reference<String> reference = test.bus.add(Ask.of("a"));
    reference.instance().onState(states::add);
    Registration listening = reference.instance().onState(ended::add);
    listening.close();
    emitter.sink("a").add("v");
    assertThat(states.get(states.size() - 1).values()).containsExactly(new Value<>(1, "v"));
    reference.release();
    assertThat(states.get(states.size() - 1).disposed()).isTrue();
    assertThat(states.get(states.size() - 1).values()).isEmpty();
    assertThat(ended).hasSize(1);
    reference.instance().onState(ended::add);
    assertThat(ended).hasSize(2);
    assertThat(ended.get(1).disposed()).isTrue();
  }

  /** W11: a change that another thread makes while a listener runs is told afterwards. */
  @Test
  void tellsAChangeThatWasMadeWhileAListenerRan() throws InterruptedException {
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.of("a"));
    CountDownLatch inListener = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<DirectiveState<String>> last = new AtomicReference<>();
    reference
        .instance()
        .onState(
            state -> {
              last.set(state);
              if (state.values().size() == 1) {
                inListener.countDown();
                try {
                  Waits.on(leave);
                } catch (InterruptedException interrupted) {
                  throw new IllegalStateException(interrupted);
                }
              }
            });
    test.threads.start("first", () -> emitter.sink("a").add("1"));
    Waits.on(inListener);
    emitter.sink("a").add("2");
    leave.countDown();
    Waits.until(() -> assertThat(last.get().values()).hasSize(2));
  }

  /**
   * Design 4.4, W10, W11: under stress the last call tells the present state, and calls never
   * overlap.
   */
  @Test
  void alwaysEndsAtThePresentState() throws InterruptedException {
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Sink<String> sink = emitter.sink("a");
    AtomicReference<DirectiveState<String>> last = new AtomicReference<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger overlaps = new AtomicInteger();
    reference
        .instance()
        .onState(
            state -> {
              overlaps.addAndGet(inside.getAndIncrement());
              last.set(state);
              inside.decrementAndGet();
            });
    for (int round = 0; round < 200; round++) {
      int seed = round;
      CountDownLatch done = new CountDownLatch(3);
      for (int i = 0; i < 3; i++) {
        int worker = i;
        test.threads.start(
            "mutator",
            () -> {
              Random random = new Random(seed * 3L + worker);
              for (int n = 0; n < 20; n++) {
                List<Value<String>> present = sink.values();
                if (random.nextBoolean() || present.isEmpty()) {
                  sink.add("v");
                } else {
                  sink.remove(present.get(random.nextInt(present.size())));
                }
              }
              done.countDown();
            });
      }
      Waits.on(done);
      Waits.until(
          () -> assertThat(last.get().values()).isEqualTo(reference.instance().state().values()));
    }
    assertThat(overlaps).hasValue(0);
  }
}
