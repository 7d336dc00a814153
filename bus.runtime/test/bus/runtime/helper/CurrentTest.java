// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Bus;
import bus.api.BusException.Reason;
import bus.api.directive.Handler;
import bus.api.directive.Resolver;
import bus.api.directive.Value;
import bus.api.helper.Current;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** The one value that counts (22.7-22.12). */
class CurrentTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();
  private final List<String> told = new CopyOnWriteArrayList<>();

  @BeforeEach
  void answer() {
    test.bus.addHandler(emitter);
  }

  private Value<String> emit(String value) {
    return emitter.sink("a").add(value).orElseThrow();
  }

  private void remove(Value<String> value) {
    emitter.sink("a").remove(value);
  }

  private void tell(Optional<String> value) {
    told.add(value.orElse("-"));
  }

  /** 22.7, W25: a deterministic successor: the oldest. */
  @Test
  void isTheOldestValueAndThenTheNextOldest() {
    try (Current<String> current = Current.of(test.bus, Ask.of("a"))) {
      current.onChange(this::tell);
      Value<String> one = emit("one");
      Value<String> two = emit("two");
      emit("three");
      remove(two);
      remove(one);
      emitter.sink("a").clear();
      assertThat(told).containsExactly("-", "one", "three", "-");
      assertThat(current.get()).isEmpty();
    }
    assertThat(test.bus.directives()).isEmpty();
  }

  /**
   * 22.7: a rejected value is never offered again; each is asked about once, and only if needed.
   */
  @Test
  void asksOnceWhetherAValueIsAccepted() {
    List<String> asked = new ArrayList<>();
    try (Current<String> current =
        Current.accepting(
            test.bus,
            Ask.of("a"),
            value -> {
              asked.add(value);
              return !value.startsWith("no");
            })) {
      current.onChange(this::tell);
      emit("no1");
      Value<String> yes1 = emit("yes1");
      emit("no2");
      emit("yes2");
      assertThat(asked).containsExactly("no1", "yes1");
      remove(yes1);
      assertThat(asked).containsExactly("no1", "yes1", "no2", "yes2");
      emit("yes3");
      assertThat(told).containsExactly("-", "yes1", "yes2");
      assertThat(asked).hasSize(4);
    }
  }

  /** 22.9: on each change select anew; none is told once. W25: exact for many values. */
  @Test
  void selectsAnewOnEachChange() {
    try (Current<String> current =
        Current.selecting(
            test.bus, Ask.of("a"), all -> all.stream().max(Comparator.comparing(Value::value)))) {
      current.onChange(this::tell);
      List<Value<String>> emitted = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        emitted.add(emit("v" + (char) ('a' + i % 26) + i));
      }
      Value<String> highest =
          emitted.stream().max(Comparator.comparing(Value::value)).orElseThrow();
      assertThat(current.get()).hasValue(highest.value());
      remove(highest);
      emitted.remove(highest);
      assertThat(current.get())
          .isEqualTo(emitted.stream().map(Value::value).max(Comparator.naturalOrder()));
      emitter.sink("a").clear();
      assertThat(told).endsWith("-");
      assertThat(told.stream().filter("-"::equals)).hasSize(2);
    }
  }

  /** 22.9: a change of the selected id counts, also between equal values. */
  @Test
  void tellsOfAnEqualValueThatTakesThePlaceOfTheOld() {
    try (Current<String> current = Current.of(test.bus, Ask.of("a"))) {
      Value<String> one = emit("same");
      current.onChange(this::tell);
      emitter.sink("a").replace(one, "same");
      assertThat(told).containsExactly("same", "same");
    }
  }

  /** Design 4.8: a value that is replaced in one step leaves no moment without. */
  @Test
  void isNeverEmptyWhileAValueIsReplaced() {
    try (Current<String> current = Current.of(test.bus, Ask.of("a"))) {
      emitter.sink("a").set("one");
      current.onChange(this::tell);
      emitter.sink("a").set("two");
      assertThat(told).containsExactly("one", "two");
    }
  }

  /**
   * A choice that fails is contained: what is gone is not shown, and the next change asks again.
   */
  @Test
  void showsNothingThatIsGoneWhenTheChoiceFails() {
    try (Current<String> current =
        Current.selecting(
            test.bus,
            Ask.of("a"),
            all -> {
              if (all.size() == 1) {
                throw new IllegalStateException("expected by the test");
              }
              return all.stream().findFirst();
            })) {
      emit("one");
      assertThat(current.get()).isEmpty();
      Value<String> two = emit("two");
      assertThat(current.get()).hasValue("one");
      remove(two);
      assertThat(current.get()).hasValue("one");
      emitter.sink("a").clear();
      assertThat(current.get()).isEmpty();
    }
  }

  /** What is selected must be there. */
  @Test
  void refusesASelectionThatIsNotThere() {
    try (Current<String> current =
        Current.selecting(test.bus, Ask.of("a"), all -> Optional.of(new Value<>(99, "other")))) {
      emit("one");
      assertThat(current.get()).isEmpty();
    }
  }

  /** 22.7: disposed with a current value: told that there is none; 25.2: nobody waits for ever. */
  @Test
  void endsWhenTheDirectiveIsDisposed() throws InterruptedException {
    Current<String> current = Current.of(test.bus, Ask.of("a"));
    current.onChange(this::tell);
    emit("one");
    Promise<String> other = current.when("two"::equals);
    test.bus.add(Ask.of("a")).instance().close();
    assertThat(told).containsExactly("-", "one", "-");
    assertThat(Waits.failure(other).reason()).isEqualTo(Reason.DISPOSED);
    assertThat(Waits.failure(current.next()).reason()).isEqualTo(Reason.DISPOSED);
    assertThat(test.bus.directives()).isEmpty();
  }

  /** W25: closing empties it, once; the directive is let go. */
  @Test
  void endsWhenClosed() throws InterruptedException {
    Current<String> current = Current.of(test.bus, Ask.of("a"));
    current.onChange(this::tell);
    emit("one");
    Promise<String> other = current.when("two"::equals);
    current.close();
    current.close();
    assertThat(told).containsExactly("-", "one", "-");
    assertThat(Waits.failure(other).reason()).isEqualTo(Reason.CLOSED);
    assertThat(test.bus.directives()).isEmpty();
  }

  /** Design 4.6: it ends with the owner of its bus. */
  @Test
  void endsWithTheOwnerOfTheBus() throws InterruptedException {
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    test.bus.add(Ask.of("a"));
    emit("one");
    Current<String> current = Current.of(own, Ask.of("a"));
    current.onChange(this::tell);
    Promise<String> other = current.when("two"::equals);
    owner.close();
    assertThat(told).containsExactly("one", "-");
    assertThat(Waits.failure(other).reason()).isEqualTo(Reason.CLOSED);
    assertThat(test.bus.directives()).hasSize(1);
  }

  /** A listener may close what it listens to. */
  @Test
  void mayBeClosedByItsListener() {
    Current<String> current = Current.of(test.bus, Ask.of("a"));
    current.onChange(
        value -> {
          tell(value);
          value.ifPresent(present -> current.close());
        });
    emit("one");
    assertThat(told).containsExactly("-", "one", "-");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** Values that are there already are chosen from before it is returned. */
  @Test
  void knowsThePresentValueAtOnce() {
    test.bus.addHandler(Handler.of(Ask.class, ask -> Resolver.of("now")));
    try (Current<String> current = Current.of(test.bus, Ask.of("b"))) {
      assertThat(current.get()).hasValue("now");
    }
  }
}
