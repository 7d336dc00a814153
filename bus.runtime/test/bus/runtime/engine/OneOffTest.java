// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException.Reason;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.Watch;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Value;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** Asking once: first, acquire and collect; and watch. */
class OneOffTest {

  private static final OneOff SHORT = OneOff.WAITING.within(Duration.ofMillis(50));

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  private void answer(Resolver<String> resolver) {
    test.bus.addHandler(Handler.of(Ask.class, ask -> resolver));
  }

  private void assertLetGo() {
    Waits.until(() -> assertThat(test.bus.directives()).isEmpty());
  }

  /** 22.2: the first value wins, and the directive is let go. */
  @Test
  void firstGivesTheFirstValueAndLetsGo() throws InterruptedException {
    answer(Resolver.of("v"));
    Promise<String> promise = test.bus.first(Ask.of("a"));
    assertThat(Waits.value(promise)).isEqualTo("v");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.1, 22.2: waits over idleness for a handler that comes later. */
  @Test
  void firstWaitsForALateHandlerByDefault() throws InterruptedException {
    Promise<String> promise = test.bus.first(Ask.of("a"));
    assertThat(promise.isDone()).isFalse();
    answer(Resolver.of("late"));
    assertThat(Waits.value(promise)).isEqualTo("late");
    assertLetGo();
  }

  /** 22.1, 22.2, the reference's TestMarkIdle. */
  @Test
  void givesUpWhenIdleIfAsked() throws InterruptedException {
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              sink.markIdle(true);
              scope.await();
            }));
    assertThat(Waits.failure(test.bus.first(Ask.of("a"), OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.NO_VALUE);
    assertThat(Waits.failure(test.bus.acquire(Ask.of("b"), OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.NO_VALUE);
    assertThat(Waits.value(test.bus.collect(Ask.of("c"), OneOff.UNTIL_IDLE))).isEmpty();
    assertLetGo();
  }

  /** W15, 33.11: the first failure is final, also of a resolver that was idle already (W10). */
  @Test
  void failsWithTheFirstFailureOfAResolver() throws InterruptedException {
    Deferred<String> work = test.threads.promises().deferred();
    answer(
        Resolver.async(
            (scope, sink) -> {
              sink.markIdle(true);
              return work.getPromise();
            }));
    Promise<String> first = test.bus.first(Ask.of("a"));
    Promise<Lease<String>> lease = test.bus.acquire(Ask.of("b"), OneOff.WAITING);
    Promise<List<String>> all = test.bus.collect(Ask.of("c"), OneOff.WAITING);
    assertThat(first.isDone()).isFalse();
    work.fail(new IllegalStateException("late trouble"));
    for (Promise<?> promise : List.of(first, lease, all)) {
      var failure = Waits.failure(promise);
      assertThat(failure.reason()).isEqualTo(Reason.RESOLVER_FAILED);
      assertThat(failure).hasMessageContaining("late trouble").hasNoCause();
      assertThat(failure.failure()).isNotNull();
    }
    assertLetGo();
  }

  /** 22.1: ignoring failures goes on. */
  @Test
  void goesOnAfterAFailureIfAsked() throws InterruptedException {
    answer(
        Resolver.inline(
            sink -> {
              throw new IllegalStateException("ignored");
            }));
    Promise<String> promise = test.bus.first(Ask.of("a"), OneOff.WAITING.ignoringFailures());
    test.bus.addHandler(emitter);
    emitter.sink("a").add("v");
    assertThat(Waits.value(promise)).isEqualTo("v");
    assertThat(Waits.value(test.bus.collect(Ask.of("b"), OneOff.UNTIL_IDLE.ignoringFailures())))
        .isEmpty();
  }

  /** BusException.Reason.TIMED_OUT. */
  @Test
  void failsWhenTheTimeIsUp() throws InterruptedException {
    answer(Resolver.blocking((scope, sink) -> scope.await()));
    for (Promise<?> promise :
        List.of(
            test.bus.first(Ask.of("a"), SHORT),
            test.bus.acquire(Ask.of("b"), SHORT),
            test.bus.collect(Ask.of("c"), SHORT))) {
      assertThat(Waits.failure(promise).reason()).isEqualTo(Reason.TIMED_OUT);
    }
    assertLetGo();
  }

  /** 22.2: disposed. */
  @Test
  void failsWhenTheDirectiveIsDisposed() throws InterruptedException {
    test.bus.addHandler(emitter);
    List<Promise<?>> promises =
        List.of(
            test.bus.first(Ask.of("a")),
            test.bus.acquire(Ask.of("a"), OneOff.WAITING),
            test.bus.collect(Ask.of("a"), OneOff.WAITING));
    test.bus.add(Ask.of("a")).instance().close();
    for (Promise<?> promise : promises) {
      assertThat(Waits.failure(promise).reason()).isEqualTo(Reason.DISPOSED);
    }
  }

  /** BusException.Reason.CLOSED: the bus. */
  @Test
  void failsWhenTheBusIsClosed() throws InterruptedException {
    List<Promise<?>> promises =
        List.of(
            test.bus.first(Ask.of("a")),
            test.bus.acquire(Ask.of("a"), OneOff.WAITING),
            test.bus.collect(Ask.of("a"), OneOff.WAITING));
    test.engine.close();
    for (Promise<?> promise : promises) {
      assertThat(Waits.failure(promise).reason()).isEqualTo(Reason.CLOSED);
    }
  }

  /**
   * Design 4.6, BusException.Reason.CLOSED: the controller that asked, though others want the
   * directive too.
   */
  @Test
  void endsWhatAnOwnerHasAskedWithIt() throws InterruptedException {
    test.bus.addHandler(emitter);
    test.bus.add(Ask.of("a"));
    Owner owner = new Owner("controller");
    EngineBus own = new EngineBus(test.engine, owner);
    List<DirectiveState<String>> seen = new CopyOnWriteArrayList<>();
    Promise<String> first = own.first(Ask.of("a"));
    Promise<List<String>> all = own.collect(Ask.of("a"), OneOff.WAITING);
    Promise<Lease<String>> waiting = own.acquire(Ask.of("b"), OneOff.WAITING);
    Watch<String> watch = own.watch(Ask.of("a"), seen::add);
    own.addHandler(Handler.of(Ask.class, ask -> Resolver.of("own")));
    Lease<String> lease = Waits.value(waiting);
    assertThat(Waits.value(first)).isEqualTo("own");
    assertThat(Waits.value(all)).containsExactly("own");
    Promise<String> pending = own.first(Ask.of("c"), OneOff.WAITING.ignoringFailures());
    assertThat(Waits.value(pending)).isEqualTo("own");
    Owner asking = new Owner("asking");
    Promise<String> open = new EngineBus(test.engine, asking).first(new Silent());

    asking.close();
    owner.close();
    int told = seen.size();
    assertThat(Waits.failure(open).reason()).isEqualTo(Reason.CLOSED);
    assertThat(lease.valid()).isFalse();
    assertThat(Waits.value(lease.ended())).isEqualTo("own");
    emitter.sink("a").add("after");
    assertThat(seen).hasSize(told);
    assertThat(watch.values()).extracting(each -> each).containsExactly("after");
    assertThat(test.bus.directives()).hasSize(1);
    assertThatThrownBy(() -> own.add(Ask.of("d"))).hasMessage("controller has ended");
    assertThatThrownBy(() -> own.first(Ask.of("d"))).hasMessage("controller has ended");
    assertThatThrownBy(() -> own.addHandler(emitter)).hasMessage("controller has ended");
  }

  private record Silent() implements Directive<String> {}

  /** W16: what is gone is not handed over. */
  @Test
  void handsOverOnlyValuesThatAreThere() throws InterruptedException {
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.inline(
                    sink -> {
                      Value<String> gone = sink.add("gone").orElseThrow();
                      sink.remove(gone);
                      sink.add("there");
                    })));
    for (int i = 0; i < 50; i++) {
      assertThat(Waits.value(test.bus.first(Ask.of("a" + i)))).isEqualTo("there");
      try (Lease<String> lease = Waits.value(test.bus.acquire(Ask.of("b" + i), OneOff.WAITING))) {
        assertThat(lease.value()).isEqualTo("there");
        assertThat(lease.valid()).isTrue();
      }
    }
    assertLetGo();
  }

  /** Lease: held until closed, and told when the value goes. */
  @Test
  void holdsALeasedValueAndTellsItsEnd() throws InterruptedException {
    test.bus.addHandler(emitter);
    Promise<Lease<String>> promise = test.bus.acquire(Ask.of("a"), OneOff.WAITING);
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    Lease<String> lease = Waits.value(promise);
    emitter.sink("a").add("other");
    assertThat(lease.valid()).isTrue();
    assertThat(lease.ended().isDone()).isFalse();
    assertThat(test.bus.directives()).hasSize(1);
    emitter.sink("a").remove(value);
    assertThat(Waits.value(lease.ended())).isEqualTo("v");
    assertThat(lease.valid()).isFalse();
    assertThat(lease.value()).isEqualTo("v");
    assertLetGo();
    lease.close();
  }

  /** Lease: closing it lets go of the directive; disposal ends it. */
  @Test
  void endsALeaseByItsCloseOrByDisposal() throws InterruptedException {
    answer(Resolver.of("v"));
    Lease<String> closed = Waits.value(test.bus.acquire(Ask.of("a"), OneOff.WAITING));
    Lease<String> disposed = Waits.value(test.bus.acquire(Ask.of("b"), OneOff.WAITING));
    closed.close();
    closed.close();
    assertThat(Waits.value(closed.ended())).isEqualTo("v");
    test.bus.add(Ask.of("b")).instance().close();
    assertThat(Waits.value(disposed.ended())).isEqualTo("v");
    assertThat(disposed.valid()).isFalse();
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.5. */
  @Test
  void collectsAllValuesInOrderWhenIdle() throws InterruptedException {
    CountDownLatch goOn = new CountDownLatch(1);
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              sink.add("1");
              Waits.on(goOn);
              sink.add("2");
            }));
    test.bus.addHandler(emitter);
    Promise<List<String>> promise = test.bus.collect(Ask.of("a"), OneOff.WAITING);
    assertThat(promise.isDone()).isFalse();
    goOn.countDown();
    assertThat(Waits.value(promise)).containsExactly("1", "2");
    Promise<List<String>> empty = test.bus.collect(new Silent(), OneOff.WAITING);
    assertThat(empty.isDone()).as("waits for at least one value").isFalse();
  }

  /** 22.6, W26. */
  @Test
  void watchesUntilClosed() {
    test.bus.addHandler(emitter);
    List<DirectiveState<String>> seen = new CopyOnWriteArrayList<>();
    Watch<String> watch = test.bus.watch(Ask.of("a"), seen::add);
    assertThat(seen).hasSize(1);
    emitter.sink("a").add("1");
    emitter.sink("a").set("2");
    assertThat(watch.values()).containsExactly("2");
    assertThat(seen.get(seen.size() - 1)).isEqualTo(watch.state());
    watch.close();
    watch.close();
    int told = seen.size();
    assertThat(emitter.sink("a").add("3")).isEmpty();
    assertThat(seen).hasSize(told);
    assertThat(test.bus.directives()).isEmpty();
    assertThat(test.threads.busy()).isEmpty();
  }

  /** The end of a watch and its listener's calls of the bus. */
  @Test
  void closesAWatchFromItsOwnListener() {
    test.bus.addHandler(emitter);
    AtomicInteger calls = new AtomicInteger();
    AtomicReference<Watch<String>> watch = new AtomicReference<>();
    watch.set(
        test.bus.watch(
            Ask.of("a"),
            state -> {
              if (calls.incrementAndGet() == 2) {
                watch.get().close();
              }
            }));
    emitter.sink("a").add("1");
    assertThat(test.bus.directives()).isEmpty();
    assertThat(calls).hasValue(2);
  }
}
