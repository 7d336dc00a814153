// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import bus.api.helper.Current;
import bus.api.helper.Effects;
import bus.api.helper.Variable;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects that do not block. */
class EffectsTest {

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

  private static Current<String> longest(Bus bus, Directive<String> directive) {
    return Current.selecting(
        bus,
        directive,
        all -> all.stream().max(Comparator.comparingInt(each -> each.value().length())));
  }

  /** 22.13: undone when the value goes. */
  @Test
  void undoesTheEffectOfAValueThatGoes() {
    try (Registration effects = Effects.each(test.bus, Ask.of("a"), log.effect())) {
      Value<String> one = emit("one");
      emit("two");
      emitter.sink("a").remove(one);
      assertThat(log.entries()).containsExactly("do one", "do two", "undo one");
    }
  }

  /** W25: closing a watch undoes its effects, once, the last first; the directive is let go. */
  @Test
  void undoesAllEffectsOnceWhenClosed() {
    Registration effects = Effects.each(test.bus, Ask.of("a"), log.effect());
    emit("one");
    emit("two");
    effects.close();
    effects.close();
    assertThat(log.entries()).containsExactly("do one", "do two", "undo two", "undo one");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.13, W12: the end of the instance undoes each effect once, and nothing is left. */
  @Test
  void undoesAllEffectsWhenTheDirectiveIsDisposed() {
    Registration effects = Effects.each(test.bus, Ask.of("a"), log.effect());
    emit("one");
    test.bus.add(Ask.of("a")).instance().close();
    assertThat(log.entries()).containsExactly("do one", "undo one");
    assertThat(test.bus.directives()).isEmpty();
    effects.close();
    assertThat(log.entries()).hasSize(2);
  }

  /**
   * Design 4.6: effects belong to the owner of the bus, and are undone before its close returns.
   */
  @Test
  void undoesAllEffectsWhenTheOwnerOfTheBusEnds() {
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    test.bus.add(Ask.of("a"));
    emit("one");
    Effects.each(own, Ask.of("a"), log.effect());
    Effects.current(own, Ask.of("a"), log.effect());
    owner.close();
    assertThat(log.entries()).containsExactly("do one", "do one", "undo one", "undo one");
    assertThat(test.bus.directives()).hasSize(1);
    assertThatThrownBy(() -> Effects.each(own, Ask.of("a"), log.effect()))
        .hasMessageContaining("controller has ended");
  }

  /** An effect may close what applies it: it is undone as soon as it is applied. */
  @Test
  void undoesAnEffectThatClosesItsOwnRegistration() {
    AtomicReference<Registration> effects = new AtomicReference<>();
    effects.set(
        Effects.each(
            test.bus,
            Ask.of("a"),
            value -> {
              effects.get().close();
              log.note("do " + value);
              return () -> log.note("undo " + value);
            }));
    emit("one");
    assertThat(log.entries()).containsExactly("do one", "undo one");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** Foreign failures are contained: the other effects are applied and undone. */
  @Test
  void goesOnWhenAnEffectOrAnUndoFails() {
    Registration effects =
        Effects.each(
            test.bus,
            Ask.of("a"),
            value -> {
              if (value.equals("bad effect")) {
                throw new java.io.IOException("expected by the test");
              }
              log.note("do " + value);
              return () -> {
                log.note("undo " + value);
                throw new java.io.IOException("expected by the test");
              };
            });
    emit("one");
    emit("bad effect");
    emit("two");
    effects.close();
    assertThat(log.entries()).containsExactly("do one", "do two", "undo two", "undo one");
  }

  /** An effect need not have an undo. */
  @Test
  void acceptsEffectsWithNothingToUndo() {
    try (Registration effects =
        Effects.each(
            test.bus,
            Ask.of("a"),
            value -> {
              log.note("do " + value);
              return null;
            })) {
      emitter.sink("a").remove(emit("one"));
      assertThat(log.entries()).containsExactly("do one");
    }
  }

  /** W30: an invalid directive is refused, and nothing is left. */
  @Test
  void leavesNothingBehindWhenTheDirectiveIsInvalid() {
    Directive<String> invalid =
        new Directive<>() {
          @Override
          public void validate() {
            throw new IllegalArgumentException("invalid");
          }
        };
    for (Runnable making :
        List.<Runnable>of(
            () -> Effects.each(test.bus, invalid, log.effect()),
            () -> Effects.eachBlocking(test.bus, invalid, (scope, value) -> null),
            () -> Effects.current(test.bus, invalid, log.effect()))) {
      assertThatThrownBy(making::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.14: the old is undone before the new is done. */
  @Test
  void appliesTheEffectOfTheCurrentValueOnly() {
    Registration effects = Effects.current(test.bus, Ask.of("a"), log.effect());
    Value<String> one = emit("one");
    Value<String> two = emit("two");
    emitter.sink("a").remove(one);
    emitter.sink("a").remove(two);
    emit("three");
    effects.close();
    effects.close();
    assertThat(log.entries())
        .containsExactly("do one", "undo one", "do two", "undo two", "do three", "undo three");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.16, W25: when the chosen value goes, another one is chosen. */
  @Test
  void selectsAgainWhenTheSelectedValueGoes() {
    Current<String> longest = longest(test.bus, Ask.of("a"));
    Effects.current(longest, log.effect());
    emit("a");
    Value<String> best = emit("ccc");
    emit("bb");
    emitter.sink("a").remove(best);
    longest.close();
    assertThat(log.entries())
        .containsExactly("do a", "undo a", "do ccc", "undo ccc", "do bb", "undo bb");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.10, 25.2: also for a variable; an undo that fails does not keep the next effect away. */
  @Test
  void followsAVariableAndTellsItsSetterOfFailures() {
    Variable<String> variable = Variable.of("one");
    Registration effects =
        Effects.current(
            variable,
            value -> {
              log.note("do " + value);
              return () -> {
                log.note("undo " + value);
                throw new IllegalStateException("undo of " + value);
              };
            });
    assertThatThrownBy(() -> variable.set("two")).hasMessage("undo of one");
    assertThatThrownBy(effects::close).hasMessage("undo of two");
    effects.close();
    variable.set("three");
    assertThat(log.entries()).containsExactly("do one", "undo one", "do two", "undo two");
  }

  /** An effect that fails at once is thrown to the caller, and nothing is left. */
  @Test
  void leavesNothingBehindWhenTheFirstCurrentEffectFails() {
    test.bus.add(Ask.of("a"));
    emit("one");
    assertThatThrownBy(
            () ->
                Effects.current(
                    test.bus,
                    Ask.of("a"),
                    value -> {
                      throw new IllegalStateException("expected");
                    }))
        .hasMessage("expected");
    assertThat(test.bus.directives()).hasSize(1);
  }
}
