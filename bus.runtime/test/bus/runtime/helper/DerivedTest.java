// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.BusException.Reason;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Value;
import bus.api.helper.Current;
import bus.api.helper.Derived;
import bus.api.helper.Effects;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** Asking with a filter or a transform, whatever the question (22.3-22.5, 22.15, 22.16). */
class DerivedTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Log log = new Log();
  private final Derived derived = Derived.on(test.bus);
  private final Directive<Integer> numbers = derived.of(Ask.of("a"), DerivedTest::number);

  private static Optional<Integer> number(String text) {
    return text.startsWith("#")
        ? Optional.of(Integer.parseInt(text.substring(1)))
        : Optional.empty();
  }

  @BeforeEach
  void answer() {
    test.bus.addHandler(emitter);
  }

  private Value<String> emit(String value) {
    return emitter.sink("a").add(value).orElseThrow();
  }

  /** 22.3, 22.4: the first value that the filter takes, transformed; the others are skipped. */
  @Test
  void firstWaitsForAValueThatIsTaken() throws InterruptedException {
    Promise<Integer> first = test.bus.first(numbers);
    emit("text");
    assertThat(first.isDone()).isFalse();
    emit("#7");
    assertThat(Waits.value(first)).isEqualTo(7);
    Waits.until(() -> assertThat(test.bus.directives()).isEmpty());
  }

  /** W15, 22.3: a filter error is the answer, always. */
  @Test
  void firstFailsWithWhatTheFilterThrows() throws InterruptedException {
    test.bus.addHandler(
        Handler.of(Ask.class, ask -> ask.name().equals("b") ? Resolver.of("#bad") : null));
    Directive<Integer> bad = derived.of(Ask.of("b"), DerivedTest::number);
    for (int i = 0; i < 300; i++) {
      BusException failure = Waits.failure(test.bus.first(bad));
      assertThat(failure.reason()).isEqualTo(Reason.RESOLVER_FAILED);
      assertThat(failure).hasMessageContaining("NumberFormatException");
    }
    assertThat(Waits.failure(test.bus.collect(bad, OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.RESOLVER_FAILED);
    assertThat(Waits.failure(test.bus.acquire(bad, OneOff.WAITING)).reason())
        .isEqualTo(Reason.RESOLVER_FAILED);
    Waits.until(() -> assertThat(test.bus.directives()).isEmpty());
  }

  /** 22.1: each policy holds: idle, time-out, failures of the source. */
  @Test
  void obeysTheOptionsOfTheQuestion() throws InterruptedException {
    emitterHas("text");
    assertThat(Waits.failure(test.bus.first(numbers, OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.NO_VALUE);
    assertThat(
            Waits.failure(test.bus.first(numbers, OneOff.WAITING.within(Duration.ofMillis(5))))
                .reason())
        .isEqualTo(Reason.TIMED_OUT);
    test.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.inline(
                    sink -> {
                      throw new IllegalStateException("source fails");
                    })));
    assertThat(Waits.failure(test.bus.first(numbers))).hasMessageContaining("source fails");
    Promise<Integer> ignoring = test.bus.first(numbers, OneOff.WAITING.ignoringFailures());
    emit("#1");
    assertThat(Waits.value(ignoring)).isEqualTo(1);
  }

  private void emitterHas(String value) {
    test.bus.add(Ask.of("a"));
    emit(value);
  }

  /** 22.2, W16: what is acquired is valid as long as its source. */
  @Test
  void acquiredValueEndsWithItsSource() throws InterruptedException {
    Promise<Lease<Integer>> promise = test.bus.acquire(numbers, OneOff.WAITING);
    Value<String> seven = emit("#7");
    Lease<Integer> lease = Waits.value(promise);
    assertThat(lease.value()).isEqualTo(7);
    emitter.sink("a").remove(seven);
    assertThat(Waits.value(lease.ended())).isEqualTo(7);
    lease.close();
    Waits.until(() -> assertThat(test.bus.directives()).isEmpty());
  }

  /** 22.5: collect with a filter; in order of arrival. */
  @Test
  void collectsWhatIsTaken() throws InterruptedException {
    Directive<String> words = derived.filtered(Ask.of("a"), text -> !text.startsWith("#"));
    emitterHas("one");
    emit("#7");
    emit("two");
    assertThat(Waits.value(test.bus.collect(words, OneOff.UNTIL_IDLE)))
        .containsExactly("one", "two");
  }

  /** 22.16: transformed at the same time, then one effect at a time, chosen among the results. */
  @Test
  void currentEffectIsChosenAmongTransformedValues() {
    Directive<Integer> slow =
        derived.forEach(
            Ask.of("a"),
            text ->
                Resolvers.opening(
                    (scope, lost) -> new Held<>(text.length(), () -> log.note("release " + text))));
    Current<Integer> longest =
        Current.selecting(
            test.bus, slow, all -> all.stream().max(Comparator.comparingInt(each -> each.value())));
    Effects.current(
        longest,
        length -> {
          log.note("do " + length);
          return () -> log.note("undo " + length);
        });
    emit("a");
    Waits.until(() -> assertThat(log.entries()).containsExactly("do 1"));
    Value<String> best = emit("ccc");
    Waits.until(() -> assertThat(log.entries()).containsExactly("do 1", "undo 1", "do 3"));
    emitter.sink("a").remove(best);
    Waits.until(() -> assertThat(log.entries()).contains("undo 3", "release ccc", "do 1"));
    longest.close();
    Waits.until(() -> assertThat(log.entries()).contains("release a"));
    assertThat(log.entries())
        .filteredOn(each -> !each.startsWith("release"))
        .containsExactly("do 1", "undo 1", "do 3", "undo 3", "do 1", "undo 1");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** One request while it is shared; the function is called once for each value. */
  @Test
  void sharesTheValuesOfOneDerivedDirective() {
    Directive<String> counted =
        derived.of(
            Ask.of("a"),
            text -> {
              log.note("made " + text);
              return Optional.of(text);
            });
    test.bus.add(counted);
    test.bus.add(counted);
    emit("x");
    emit("y");
    assertThat(log.entries()).containsExactly("made x", "made y");
    assertThat(test.bus.directives())
        .anyMatch(each -> each.directive().equals("derived of Ask[a]"));
  }

  /** Design 4.6: no answers after the end; W30: nothing invalid is made. */
  @Test
  void endsWithItsOwnerAndRefusesAnInvalidSource() throws InterruptedException {
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    Directive<Integer> theirs = Derived.on(own).of(Ask.of("a"), DerivedTest::number);
    emitterHas("#1");
    assertThat(Waits.value(test.bus.first(theirs))).isEqualTo(1);
    owner.close();
    assertThat(Waits.failure(test.bus.first(theirs, OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(Reason.NO_VALUE);
    Directive<String> invalid =
        new Directive<>() {
          @Override
          public void validate() {
            throw new IllegalArgumentException("invalid");
          }
        };
    assertThatThrownBy(() -> derived.filtered(invalid, value -> true)).hasMessage("invalid");
  }

  /** Closing withdraws what was answered. */
  @Test
  void withdrawsItsAnswersWhenClosed() {
    emitterHas("#1");
    try (Current<Integer> current = Current.of(test.bus, numbers)) {
      assertThat(current.get()).hasValue(1);
      Registration closing = derived;
      closing.close();
      assertThat(current.get()).isEmpty();
    }
  }
}
