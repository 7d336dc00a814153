// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.BusException.Reason;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.api.helper.Resolvers.Opener;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Resolvers that open something and release it (23.4, 23.5). */
class OpeningTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Log log = new Log();
  private final Deque<Runnable> losts = new ConcurrentLinkedDeque<>();
  private final AtomicInteger opened = new AtomicInteger();
  private final Recorder<String> recorder = new Recorder<>();

  private Held<String> held(String value) {
    return new Held<>(value, () -> log.note("release " + value));
  }

  private Opener<String> counting() {
    return (scope, lost) -> {
      losts.addLast(lost);
      return held("v" + opened.incrementAndGet());
    };
  }

  private Registration answer(Opener<String> opener) {
    return test.bus.addHandler(Handler.of(Ask.class, ask -> Resolvers.opening(opener)));
  }

  private void awaitLive(String... values) {
    Waits.until(() -> assertThat(recorder.live()).containsExactly(values));
  }

  private void awaitReleased(String... entries) {
    Waits.until(() -> assertThat(log.entries()).containsExactly(entries));
  }

  /** 23.4, W23: idle while holding, so that questions which wait for idleness end. */
  @Test
  void isIdleWhileItHolds() throws InterruptedException {
    answer(counting());
    assertThat(Waits.value(test.bus.collect(Ask.of("a"), OneOff.UNTIL_IDLE))).containsExactly("v1");
    awaitReleased("release v1");
  }

  /** W23: released exactly once, on disposal as well; on a thread that is not interrupted. */
  @Test
  void releasesOnceWhenItIsNotWantedAnyMore() {
    AtomicInteger interrupted = new AtomicInteger();
    answer(
        (scope, lost) ->
            new Held<>(
                "v",
                () -> {
                  if (Thread.currentThread().isInterrupted()) {
                    interrupted.incrementAndGet();
                  }
                  log.note("release");
                }));
    Reference<String> reference = test.bus.add(Ask.of("a"), recorder);
    awaitLive("v");
    reference.release();
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    awaitReleased("release");
    assertThat(interrupted).hasValue(0);
  }

  /** 6.13: the handler goes: the value goes, then it is released. */
  @Test
  void releasesWhenItsHandlerIsTakenAway() {
    Registration handler = answer(counting());
    test.bus.add(Ask.of("a"), recorder);
    awaitLive("v1");
    handler.close();
    assertThat(recorder.live()).isEmpty();
    awaitReleased("release v1");
  }

  /** 23.4: lost: withdrawn, released and opened again. */
  @Test
  void opensAgainWhenTheValueIsLost() {
    answer(counting());
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      awaitLive("v1");
      losts.getLast().run();
      awaitLive("v2");
      assertThat(log.entries()).containsExactly("release v1");
      losts.getFirst().run();
      losts.getLast().run();
      awaitLive("v3");
    }
    awaitReleased("release v1", "release v2", "release v3");
    assertThat(opened).hasValue(3);
  }

  /** 23.5, W24: lost before it was emitted: not missed, never announced, released. */
  @Test
  void doesNotEmitWhatWasLostBefore() {
    answer(
        (scope, lost) -> {
          String value = "v" + opened.incrementAndGet();
          if (opened.get() < 3) {
            lost.run();
          }
          return held(value);
        });
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      awaitLive("v3");
      assertThat(recorder.events()).containsExactly("added v3");
      assertThat(log.entries()).containsExactly("release v1", "release v2");
    }
    awaitReleased("release v1", "release v2", "release v3");
  }

  /** 7.4: a value that is rejected is the producer's, who releases it. */
  @Test
  void releasesWhatTheSinkRefuses() throws InterruptedException {
    Emitter other = new Emitter();
    test.bus.addHandler(other);
    CountDownLatch opening = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    answer(
        (scope, lost) -> {
          opening.countDown();
          boolean open = false;
          while (!open) {
            try {
              go.await();
              open = true;
            } catch (InterruptedException stopped) {
              log.note("stopped");
            }
          }
          return held("v" + opened.incrementAndGet());
        });
    try (Reference<String> reference = test.bus.add(Ask.single("a"), recorder)) {
      Waits.on(opening);
      other.sink("a").set("theirs");
      awaitReleased("stopped");
      go.countDown();
      awaitReleased("stopped", "release v1");
      other.sink("a").clear();
      awaitLive("v2");
    }
    awaitReleased("stopped", "release v1", "release v2");
  }

  /** 23.4: an empty value: returns. */
  @Test
  void mayHaveNothingToOffer() throws InterruptedException {
    answer((scope, lost) -> null);
    assertThat(Waits.failure(test.bus.first(Ask.of("a"), OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.NO_VALUE);
  }

  /** 23.4: an error is the resolver's. */
  @Test
  void showsTheFailureOfTheOpener() throws InterruptedException {
    answer(
        (scope, lost) -> {
          throw new java.io.IOException("no route");
        });
    assertThat(Waits.failure(test.bus.first(Ask.of("a")))).hasMessageContaining("no route");
  }

  /** A release that fails is the failure of the resolver if anybody still looks. */
  @Test
  void showsTheFailureOfARelease() {
    answer(
        (scope, lost) -> {
          losts.addLast(lost);
          return new Held<>(
              "v",
              () -> {
                throw new java.io.IOException("stuck");
              });
        });
    try (Reference<String> reference = test.bus.add(Ask.of("a"), recorder)) {
      awaitLive("v");
      losts.getLast().run();
      Waits.until(
          () ->
              assertThat(reference.instance().failures())
                  .anyMatch(failure -> failure.summary().contains("stuck")));
      assertThat(recorder.live()).isEmpty();
    }
  }

  /** 23.5: with a key: the directive itself is the key. */
  @Test
  void opensByTheKeyOfTheDirective() throws InterruptedException {
    test.bus.addHandler(
        Handler.of(
            Ask.class, ask -> Resolvers.opening((scope, lost) -> held("for " + ask.name()))));
    Directive<String> ask = Ask.of("me");
    try (Lease<String> lease = Waits.value(test.bus.acquire(ask, OneOff.WAITING))) {
      assertThat(lease.value()).isEqualTo("for me");
      assertThat(log.entries()).isEmpty();
    }
    awaitReleased("release for me");
    assertThat(List.of(Held.of((AutoCloseable) () -> log.note("closed")))).hasSize(1);
  }
}
