// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException.Reason;
import bus.api.OneOff;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.api.helper.Retry;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Trying again (23.12, 25.6). */
class RetryTest {

  @AutoClose private final TestBus test = new TestBus();
  private final AtomicInteger tries = new AtomicInteger();
  private final List<String> failures = new CopyOnWriteArrayList<>();
  private final Recorder<String> recorder = new Recorder<>();

  /** Tries again soon; only what lasted for seconds counts as good. */
  private final Retry soon =
      Retry.DEFAULT
          .between(Duration.ofMillis(1), Duration.ofSeconds(20))
          .telling(failure -> failures.add(failure.message()));

  private Reference<String> ask(Resolver<String> resolver, Retry retry) {
    test.bus.addHandler(Handler.of(Ask.class, ask -> Resolvers.retrying(resolver, retry)));
    return test.bus.add(Ask.of("a"), recorder);
  }

  private void failTwice() {
    if (tries.incrementAndGet() < 3) {
      throw new IllegalStateException("try " + tries);
    }
  }

  private void assertGoodAtTheThirdTry(Resolver<String> resolver) {
    try (Reference<String> reference = ask(resolver, soon)) {
      Waits.until(() -> assertThat(recorder.live()).containsExactly("v"));
      Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
      assertThat(reference.instance().failures()).isEmpty();
      assertThat(failures).containsExactly("try 1", "try 2");
      Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    }
    assertThat(tries).hasValue(3);
  }

  /** 23.12: error: told, wait, again; ok: returns. */
  @Test
  void runsABlockingResolverUntilItEndsWell() {
    assertGoodAtTheThirdTry(
        Resolver.blocking(
            (scope, sink) -> {
              failTwice();
              sink.set("v");
            }));
  }

  @Test
  void runsAnInlineResolverUntilItEndsWell() {
    assertGoodAtTheThirdTry(
        Resolver.inline(
            sink -> {
              failTwice();
              sink.set("v");
            }));
  }

  @Test
  void runsAnAsynchronousResolverUntilItEndsWell() {
    assertGoodAtTheThirdTry(
        Resolver.async(
            (scope, sink) ->
                test.threads
                    .promises()
                    .submit(
                        () -> {
                          failTwice();
                          return "v";
                        })
                    .thenAccept(sink::set)));
  }

  /** 23.12: who asks waits for the next try, also one that gives up when idle. */
  @Test
  void looksBusyWhileItWaits() throws InterruptedException {
    Retry late = soon.between(Duration.ofMinutes(5), Duration.ofMinutes(5));
    try (Reference<String> reference =
        ask(
            Resolver.blocking(
                (scope, sink) -> {
                  sink.markIdle(true);
                  failTwice();
                }),
            late)) {
      Waits.until(() -> assertThat(failures).hasSize(1));
      assertThat(reference.instance().state().idle()).isFalse();
      OneOff soonOver = OneOff.UNTIL_IDLE.within(Duration.ofMillis(5));
      assertThat(Waits.failure(test.bus.first(Ask.of("a"), soonOver)).reason())
          .isEqualTo(Reason.TIMED_OUT);
    }
  }

  /** 23.12: scope ended while waiting: an ordinary end, at once. */
  @Test
  void endsWhenItIsNotWantedAnyMore() {
    Retry late = soon.between(Duration.ofMinutes(5), Duration.ofMinutes(5));
    Reference<String> reference =
        ask(
            Resolver.inline(
                sink -> {
                  throw new IllegalStateException("expected by the test");
                }),
            late);
    Waits.until(() -> assertThat(failures).hasSize(1));
    reference.release();
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    assertThat(failures).hasSize(1);
  }

  /** W27: children of a failed run go; 6.4: its values stay; its sink is not valid any more. */
  @Test
  void startsEachRunAsTheBusDoes() {
    List<Sink<String>> sinks = new CopyOnWriteArrayList<>();
    try (Reference<String> reference =
        ask(
            Resolver.inline(
                sink -> {
                  sinks.add(sink);
                  sink.attach(Resolver.of("child"));
                  if (sinks.size() == 1) {
                    sink.add("value");
                  }
                  failTwice();
                }),
            soon)) {
      Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
      assertThat(recorder.live()).containsExactlyInAnyOrder("value", "child");
      assertThat(sinks).hasSize(3);
      Sink<String> failed = sinks.get(0);
      assertThat(failed.valid()).isFalse();
      assertThat(failed.add("late")).isEmpty();
      assertThat(failed.clear()).isEmpty();
      AtomicInteger called = new AtomicInteger();
      failed.onResolverRemoved(called::incrementAndGet);
      failed.attach(Resolver.of("late child")).close();
      assertThat(called).hasValue(1);
      assertThat(sinks.get(2).add("more")).isPresent();
      assertThat(recorder.live()).containsExactlyInAnyOrder("value", "child", "more");
    }
  }

  /** Together with opening: opened again after a failure, released once. */
  @Test
  void opensAgainAfterAFailure() {
    Log log = new Log();
    try (Reference<String> reference =
        ask(
            Resolvers.opening(
                (scope, lost) -> {
                  failTwice();
                  return new Held<>("v", () -> log.note("release"));
                }),
            soon)) {
      Waits.until(() -> assertThat(recorder.live()).containsExactly("v"));
      Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
    }
    Waits.until(() -> assertThat(log.entries()).containsExactly("release"));
    assertThat(failures).hasSize(2);
  }

  /** W2: errors of foreign code are failures as well. */
  @Test
  void triesAgainAfterAnError() {
    assertGoodAtTheThirdTry(
        Resolver.blocking(
            (scope, sink) -> {
              if (tries.incrementAndGet() < 3) {
                throw new NoClassDefFoundError("try " + tries);
              }
              sink.set("v");
            }));
  }

  /** W24, W7: growing, bounded, jittered, without end. */
  @Test
  void waitsLongerAfterEachFailureInARow() {
    Retry even = new Retry(Duration.ofMillis(100), Duration.ofSeconds(1), 2, 0, failure -> {});
    assertThat(List.of(even.delay(0), even.delay(1), even.delay(3), even.delay(4)))
        .containsExactly(
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(800),
            Duration.ofSeconds(1));
    assertThat(even.delay(1_000_000)).isEqualTo(Duration.ofSeconds(1));
    for (int i = 0; i < 1_000; i++) {
      assertThat(Retry.DEFAULT.delay(0)).isBetween(Duration.ofMillis(80), Duration.ofMillis(120));
    }
    assertThat(Retry.DEFAULT.delay(0)).isNotEqualTo(Retry.DEFAULT.delay(0));
  }

  @Test
  void refusesNumbersThatMakeNoSense() {
    Duration second = Duration.ofSeconds(1);
    assertThatThrownBy(() -> Retry.DEFAULT.between(Duration.ZERO, second))
        .hasMessageContaining("first must be longer than nothing");
    assertThatThrownBy(() -> Retry.DEFAULT.between(second, Duration.ofMillis(1)))
        .hasMessageContaining("longest must be at least first");
    assertThatThrownBy(() -> new Retry(second, second, 0.5, 0, failure -> {}))
        .hasMessageContaining("factor");
    assertThatThrownBy(() -> new Retry(second, second, 1, 2, failure -> {}))
        .hasMessageContaining("jitter");
  }
}
