// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.api.directive.Value;
import bus.api.helper.Current;
import bus.api.helper.Effects;
import bus.api.helper.Effects.BlockingEffect;
import bus.api.helper.Retry;
import bus.api.helper.Variable;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects that take their time, on threads of the bus. */
class BlockingEffectsTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Log log = new Log();

  @BeforeEach
  void answer() {
    test.bus.addHandler(emitter);
  }

  private Value<String> emit(String value) {
    return emitter.sink("a").add(value).orElseThrow();
  }

  private void awaitLog(String... entries) {
    Waits.until(() -> assertThat(log.entries()).containsExactlyInAnyOrder(entries));
  }

  /** Notes the start, waits for the latch however often interrupted, and has an undo. */
  private BlockingEffect<String> stubborn(CountDownLatch go) {
    return (scope, value) -> {
      log.note("begin " + value);
      boolean open = false;
      while (!open) {
        try {
          open = go.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException cancelled) {
          log.note("interrupted " + value);
        }
      }
      return () -> log.note("undo " + value);
    };
  }

  private BlockingEffect<String> untilCancelled() {
    return (scope, value) -> {
      log.note("begin " + value);
      try {
        scope.await();
      } finally {
        log.note("end " + value);
      }
      return null;
    };
  }

  /** 22.15: one routine per value, all at the same time. */
  @Test
  void runsTheEffectsOfSeveralValuesAtTheSameTime() throws InterruptedException {
    CountDownLatch together = new CountDownLatch(2);
    Registration effects =
        Effects.eachBlocking(
            test.bus,
            Ask.of("a"),
            (scope, value) -> {
              together.countDown();
              together.await();
              log.note("do " + value);
              return () -> log.note("undo " + value);
            });
    Value<String> one = emit("one");
    emit("two");
    Waits.on(together);
    awaitLog("do one", "do two");
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    emitter.sink("a").remove(one);
    assertThat(log.entries()).endsWith("undo one");
    effects.close();
    effects.close();
    awaitLog("do one", "do two", "undo one", "undo two");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.15: a value that goes during the effect cancels it, and it is undone right after. */
  @Test
  void undoesAnEffectRightAfterItIfTheValueWentMeanwhile() {
    CountDownLatch go = new CountDownLatch(1);
    try (Registration effects = Effects.eachBlocking(test.bus, Ask.of("a"), stubborn(go))) {
      Value<String> one = emit("one");
      awaitLog("begin one");
      emitter.sink("a").remove(one);
      awaitLog("begin one", "interrupted one");
      go.countDown();
      awaitLog("begin one", "interrupted one", "undo one");
    }
  }

  /** 22.15, W25: closing does the same, and does not wait. */
  @Test
  void undoesAnEffectRightAfterItIfClosedMeanwhile() {
    CountDownLatch go = new CountDownLatch(1);
    Registration effects = Effects.eachBlocking(test.bus, Ask.of("a"), stubborn(go));
    emit("one");
    awaitLog("begin one");
    effects.close();
    assertThat(test.bus.directives()).isEmpty();
    go.countDown();
    awaitLog("begin one", "interrupted one", "undo one");
  }

  /** 22.15: an error ends the routine of that value only; the bus shows it. */
  @Test
  void endsTheEffectOfOneValueWhenItFails() {
    try (Registration effects =
        Effects.eachBlocking(
            test.bus,
            Ask.of("a"),
            (scope, value) -> {
              if (value.equals("bad")) {
                throw new IllegalStateException("expected by the test");
              }
              log.note("do " + value);
              return null;
            })) {
      emit("bad");
      emit("good");
      awaitLog("do good");
      Waits.until(
          () ->
              assertThat(test.bus.directives())
                  .filteredOn(each -> each.directive().startsWith("effects of Ask[a]"))
                  .flatExtracting(each -> each.resolvers())
                  .anyMatch(
                      each ->
                          each.failure() != null && each.failure().summary().contains("expected")));
    }
  }

  /** 22.15, 25.4: tried again if asked. */
  @Test
  void triesAgainWhenAsked() {
    AtomicInteger tries = new AtomicInteger();
    List<String> failures = new CopyOnWriteArrayList<>();
    try (Registration effects =
        Effects.eachBlocking(
            test.bus,
            Ask.of("a"),
            (scope, value) -> {
              if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("try " + tries);
              }
              log.note("do " + value);
              return () -> log.note("undo " + value);
            },
            Retry.DEFAULT
                .between(Duration.ofMillis(1), Duration.ofSeconds(2))
                .telling(failure -> failures.add(failure.message())))) {
      emit("one");
      awaitLog("do one");
    }
    awaitLog("do one", "undo one");
    assertThat(failures).containsExactly("try 1", "try 2");
  }

  /** Design 4.6: work ends with the owner of the bus, and what it did is undone. */
  @Test
  void endsWithTheOwnerOfTheBus() {
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    test.bus.add(Ask.of("a"));
    emit("one");
    Effects.eachBlocking(
        own,
        Ask.of("a"),
        (scope, value) -> {
          log.note("do " + value);
          return () -> log.note("undo " + value);
        });
    Effects.currentBlocking(own, Current.of(own, Ask.of("a")), untilCancelled());
    awaitLog("do one", "begin one");
    Waits.until(() -> assertThat(test.threads.busy()).containsExactly("controller"));
    owner.close();
    awaitLog("do one", "begin one", "undo one", "end one");
    assertThat(owner.awaitEnd(Duration.ofSeconds(10))).isZero();
    assertThat(test.bus.directives()).hasSize(1);
  }

  /** 25.5, 22.10: changed state: cancelled, and restarted after the old run ended. */
  @Test
  void restartsWithTheLatestValueAfterTheOldRunHasEnded() {
    Variable<String> variable = Variable.of("one");
    Registration effects = Effects.currentBlocking(test.bus, variable, untilCancelled());
    Waits.until(() -> assertThat(log.entries()).containsExactly("begin one"));
    variable.set("two");
    Waits.until(() -> assertThat(log.entries()).endsWith("begin two"));
    variable.clear();
    Waits.until(() -> assertThat(log.entries()).endsWith("end two"));
    variable.set("three");
    Waits.until(() -> assertThat(log.entries()).endsWith("begin three"));
    effects.close();
    Waits.until(() -> assertThat(log.entries()).endsWith("end three"));
    assertThat(log.entries())
        .containsExactly(
            "begin one", "end one", "begin two", "end two", "begin three", "end three");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 25.5: never two runs at once, and values that came and went meanwhile are left out. */
  @Test
  void skipsValuesWhileTheOldRunIsEnding() {
    CountDownLatch go = new CountDownLatch(1);
    Variable<String> variable = Variable.of("one");
    try (Registration effects = Effects.currentBlocking(test.bus, variable, stubborn(go))) {
      awaitLog("begin one");
      variable.set("two");
      variable.set("three");
      awaitLog("begin one", "interrupted one");
      go.countDown();
      awaitLog("begin one", "interrupted one", "undo one", "begin three");
    }
    awaitLog("begin one", "interrupted one", "undo one", "begin three", "undo three");
  }

  /** 22.14: a run that has ended by itself is undone before the next one begins. */
  @Test
  void undoesACompletedRunBeforeTheNextOne() {
    Variable<String> variable = Variable.of("one");
    BlockingEffect<String> quick =
        (scope, value) -> {
          log.note("do " + value);
          return () -> log.note("undo " + value);
        };
    Registration effects = Effects.currentBlocking(test.bus, variable, quick);
    awaitLog("do one");
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    variable.set("two");
    Waits.until(() -> assertThat(log.entries()).containsExactly("do one", "undo one", "do two"));
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    effects.close();
    assertThat(log.entries()).endsWith("undo two");
    effects.close();
    assertThat(log.entries()).hasSize(4);
  }

  /** A run that fails does not keep the next value from being run with. */
  @Test
  void runsAnewAfterAFailureWhenTheValueChanges() {
    Variable<String> variable = Variable.of("bad");
    BlockingEffect<String> picky =
        (Scope scope, String value) -> {
          log.note("begin " + value);
          if (value.equals("bad")) {
            throw new IllegalStateException("expected by the test");
          }
          return null;
        };
    try (Registration effects = Effects.currentBlocking(test.bus, variable, picky)) {
      awaitLog("begin bad");
      variable.set("good");
      awaitLog("begin bad", "begin good");
    }
  }
}
