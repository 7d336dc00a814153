// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.BusException;
import bus.api.directive.Registration;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.helper.Current;
import bus.api.helper.Effects;
import bus.api.helper.Effects.BlockingEffect;
import bus.api.helper.Effects.Effect;
import bus.api.helper.Variable;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** W25: each effect that was applied is undone once, whoever is faster. */
class EffectRaceTest {

  @AutoClose private final TestBus test = new TestBus();
  @AutoClose private final Racers racers = new Racers();
  private final Emitter emitter = new Emitter();
  private final Ledger ledger = new Ledger();
  private final Effect<String> effect = value -> ledger.enter();

  @BeforeEach
  void answer() {
    test.bus.addHandler(emitter);
    test.bus.add(Ask.of("a"));
  }

  private void comeAndGo() {
    Sink<String> sink = emitter.sink("a");
    Value<String> one = sink.add("one").orElseThrow();
    Value<String> two = sink.replace(one, "two").orElseThrow();
    sink.add("three");
    sink.remove(two);
    sink.clear();
  }

  private void assertUndone() {
    Waits.until(ledger::assertEachUndoneOnce);
    Waits.until(() -> assertThat(test.bus.directives()).hasSize(1));
  }

  private void raceWithClose(int rounds, Supplier<Registration> making) throws Exception {
    emitter.sink("a").add("before");
    for (int i = 0; i < rounds; i++) {
      Registration effects = making.get();
      racers.race(this::comeAndGo, effects::close, effects::close);
    }
    assertUndone();
    assertThat(ledger.done()).isGreaterThanOrEqualTo(1);
  }

  /** Values come and go while two threads close. */
  @Test
  void eachEffectIsUndoneOnceWhenClosedMeanwhile() throws Exception {
    raceWithClose(3_000, () -> Effects.each(test.bus, Ask.of("a"), effect));
  }

  @Test
  void currentEffectIsUndoneOnceWhenClosedMeanwhile() throws Exception {
    raceWithClose(3_000, () -> Effects.current(test.bus, Ask.of("a"), effect));
    assertThat(ledger.most()).as("at the same time").isEqualTo(1);
  }

  @Test
  void currentEffectIsUndoneOnceWhenItsLiveValueIsClosedMeanwhile() throws Exception {
    raceWithClose(
        2_000,
        () -> {
          Current<String> current = Current.of(test.bus, Ask.of("a"));
          Registration effects = Effects.current(current, effect);
          return () -> {
            current.close();
            effects.close();
          };
        });
    assertThat(ledger.most()).as("at the same time").isEqualTo(1);
  }

  @Test
  void eachBlockingEffectIsUndoneOnceWhenClosedMeanwhile() throws Exception {
    raceWithClose(
        1_000, () -> Effects.eachBlocking(test.bus, Ask.of("a"), (scope, value) -> ledger.enter()));
  }

  @Test
  void currentBlockingEffectsNeverOverlapAndAreUndoneOnce() throws Exception {
    List<Ledger> ledgers = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      Variable<Integer> variable = Variable.of(0);
      Ledger mine = new Ledger();
      ledgers.add(mine);
      Registration effects = Effects.currentBlocking(test.bus, variable, slow(mine));
      racers.race(
          () -> {
            for (int n = 1; n < 5; n++) {
              variable.set(n);
            }
            variable.clear();
          },
          effects::close);
    }
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    assertThat(ledgers).allSatisfy(Ledger::assertEachUndoneOnce);
    assertThat(ledgers).extracting(Ledger::most).allMatch(most -> most <= 1);
    assertUndone();
  }

  /** With even numbers it ends by itself, with odd ones when it is cancelled. */
  private static BlockingEffect<Integer> slow(Ledger ledger) {
    return (scope, value) -> {
      AutoCloseable undo = ledger.enter();
      if (value % 2 == 0) {
        return undo;
      }
      try {
        scope.await();
      } finally {
        undo.close();
      }
      return null;
    };
  }

  /** The end of the instance races with the values and with the close. */
  @Test
  void effectsAreUndoneOnceWhenTheDirectiveIsDisposedMeanwhile() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      Ask ask = Ask.of("round" + i);
      Registration each = Effects.each(test.bus, ask, effect);
      Registration current = Effects.current(test.bus, ask, effect);
      Sink<String> sink = emitter.sink("round" + i);
      racers.race(
          () -> sink.add("one"),
          () -> test.bus.add(ask).instance().close(),
          () -> {
            each.close();
            current.close();
          });
      test.bus.add(ask).instance().close();
    }
    assertUndone();
  }

  /** Design 4.6: the owner ends while effects are being set up: refused, or undone. */
  @Test
  void noEffectOutlivesTheOwnerOfTheBus() throws Exception {
    emitter.sink("a").add("one");
    for (int i = 0; i < 1_000; i++) {
      Owner owner = new Owner("controller");
      EngineBus own = new EngineBus(test.engine, owner);
      racers.race(
          () -> {
            try {
              for (int n = 0; n < 3; n++) {
                Effects.each(own, Ask.of("a"), effect);
                Effects.current(own, Ask.of("a"), effect);
                Effects.eachBlocking(own, Ask.of("a"), (scope, value) -> ledger.enter());
              }
            } catch (BusException closed) {
              assertThat(closed.reason()).isEqualTo(BusException.Reason.CLOSED);
            }
          },
          owner::close);
      owner.close();
    }
    assertUndone();
  }
}
