// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.DirectiveSnapshot.ResolverState;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How many values there may be, and what that means for resolvers. */
class ValueLimitTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  /** 7.2, 33.8. */
  @Test
  void acceptsMoreThanASoftLimit() {
    test.bus.addHandler(emitter);
    test.bus.add(new Ask("a", ValueOptions.DEFAULT.withSoftLimit(2)));
    for (String value : new String[] {"1", "2", "3"}) {
      assertThat(emitter.sink("a").add(value)).isPresent();
    }
  }

  /** 7.2, 7.4, 33.8. */
  @Test
  void refusesMoreThanAHardLimitOverAllResolvers() {
    Emitter other = new Emitter();
    test.bus.addHandler(emitter);
    test.bus.addHandler(other);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(new Ask("a", ValueOptions.DEFAULT.withHardLimit(2)), recorder);
    Value<String> one = emitter.sink("a").add("1").orElseThrow();
    assertThat(other.sink("a").add("2")).isPresent();
    assertThat(emitter.sink("a").add("3")).isEmpty();
    assertThat(other.sink("a").add("4")).isEmpty();
    assertThat(other.sink("a").remove(one)).as("a value of another resolver").isFalse();
    emitter.sink("a").remove(one);
    assertThat(other.sink("a").add("5").orElseThrow().id()).isEqualTo(3);
    assertThat(recorder.events()).containsExactly("added 1", "added 2", "removed 1", "added 5");
  }

  /** 8, 4.8 of the design, 33.8: replacing counts once. */
  @Test
  void replacesAValueInOneStepAtAHardLimit() {
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.single("a"), recorder);
    Sink<String> sink = emitter.sink("a");
    Value<String> one = sink.add("1").orElseThrow();
    Value<String> two = sink.replace(one, "2").orElseThrow();
    assertThat(sink.replace(one, "3")).as("the old one is gone, so this is add").isEmpty();
    assertThat(sink.set("4")).isPresent();
    assertThat(sink.set("4").orElseThrow().id()).as("equal, nothing done").isEqualTo(3);
    assertThat(sink.remove(two)).isFalse();

    assertThat(recorder.events())
        .containsExactly("added 1", "added 2", "removed 1", "added 4", "removed 2");
    assertThat(recorder.least()).isEqualTo(1);
    assertThat(reference.instance().state().values()).containsExactly(new Value<>(3, "4"));
    assertThat(sink.values()).isEqualTo(reference.instance().state().values());
  }

  /** Sink.set makes it the only one. */
  @Test
  void setLeavesOneValueOfManyAndNoMomentWithout() {
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    Sink<String> sink = emitter.sink("a");
    sink.add("1");
    sink.add("2");
    sink.set("2");
    assertThat(recorder.live()).containsExactly("2");
    assertThat(recorder.least()).isEqualTo(1);
    assertThat(sink.clear()).hasSize(1);
    assertThat(recorder.breaches()).isEmpty();
  }

  /** 7.5, 7.7, 33.8, 33.9. */
  @Test
  void stopsABusyResolverWithoutValuesAndRunsItAgainWhenThereIsRoom() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.blocking(
                    (scope, sink) -> {
                      runs.incrementAndGet();
                      started.countDown();
                      try {
                        scope.await();
                      } finally {
                        stopped.countDown();
                      }
                    })));
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.single("a"));
    Waits.on(started);
    assertThat(reference.instance().state().idle()).isFalse();
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    Waits.on(stopped);
    assertThat(reference.instance().state().idle()).isTrue();
    assertThat(test.bus.directives().get(0).resolvers().get(0).state())
        .isEqualTo(ResolverState.STOPPED);
    assertThat(reference.instance().failures()).isEmpty();

    emitter.sink("a").remove(value);
    Waits.until(() -> assertThat(runs).hasValue(2));
    assertThat(reference.instance().state().idle()).isFalse();
    assertThat(emitter.runs("a")).as("one that ended is not run again").isEqualTo(1);
  }

  /** 7.5: one with values goes on, counts as idle; W9: and is busy again when there is room. */
  @Test
  void marksABusyResolverWithValuesIdleAtTheLimitAndBusyAfterIt() throws Exception {
    CountDownLatch emitted = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.blocking(
                    (scope, sink) -> {
                      sink.add("1");
                      emitted.countDown();
                      scope.await();
                      ended.countDown();
                    })));
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(new Ask("a", ValueOptions.DEFAULT.withSoftLimit(2)));
    Waits.on(emitted);
    assertThat(reference.instance().state().idle()).isFalse();
    Value<String> second = emitter.sink("a").add("2").orElseThrow();
    assertThat(reference.instance().state().idle()).isTrue();
    assertThat(ended.getCount()).isEqualTo(1);
    emitter.sink("a").remove(second);
    assertThat(reference.instance().state().idle()).isFalse();
  }

  /** 7.6, 7.7, W9, 33.9. */
  @Test
  void runsAResolverThatCameWhileThereWasNoRoom() {
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.single("a"));
    Value<String> value = emitter.sink("a").add("old").orElseThrow();
    Emitter late = new Emitter();
    test.bus.addHandler(late);
    assertThat(late.runs("a")).isZero();
    assertThat(test.bus.directives().get(0).resolvers().get(1).state())
        .isEqualTo(ResolverState.NOT_STARTED);
    assertThat(reference.instance().state().idle()).isTrue();
    emitter.sink("a").remove(value);
    assertThat(late.runs("a")).isEqualTo(1);
    assertThat(late.sink("a").add("new")).isPresent();
  }

  /** 7.7, 33.9: a failed resolver is tried again when there is room. */
  @Test
  void runsAFailedResolverAgainWhenThereIsRoomAndForgetsItsFailure() {
    AtomicInteger runs = new AtomicInteger();
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.inline(
                    sink -> {
                      if (runs.incrementAndGet() == 1) {
                        throw new IllegalStateException("first");
                      }
                      sink.add("second try");
                    })));
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.single("a"), recorder);
    assertThat(reference.instance().failures()).hasSize(1);
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    emitter.sink("a").remove(value);
    assertThat(recorder.live()).containsExactly("second try");
    assertThat(reference.instance().failures()).isEmpty();
  }

  /** 5.11, W9: disposal is not room. */
  @Test
  void runsNoResolverBecauseTheInstanceEnds() {
    AtomicInteger runs = new AtomicInteger();
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.single("a"));
    emitter.sink("a").add("v");
    test.bus.addHandler(
        Handler.of(Ask.class, ask -> Resolver.inline(sink -> runs.incrementAndGet())));
    reference.release();
    assertThat(runs).hasValue(0);
  }

  /** 7.1: numbers rise over all resolvers and are not used again. */
  @Test
  void numbersValuesFromOneWithoutReuse() {
    Emitter other = new Emitter();
    test.bus.addHandler(emitter);
    test.bus.addHandler(other);
    test.bus.add(Ask.of("a"));
    assertThat(emitter.sink("a").add("1").orElseThrow().id()).isEqualTo(1);
    assertThat(other.sink("a").add("2").orElseThrow().id()).isEqualTo(2);
    emitter.sink("a").clear();
    other.sink("a").clear();
    assertThat(emitter.sink("a").add("3").orElseThrow().id()).isEqualTo(3);
  }
}
