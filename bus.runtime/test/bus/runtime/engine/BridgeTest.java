// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import bus.api.BusException;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Failure;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bridge in one direction (semantics 20, scenario 33.25). */
class BridgeTest {

  static final Predicate<Directive<?>> ALL = directive -> true;

  private final TestBus near = new TestBus();
  private final TestBus far = new TestBus();
  private final Emitter emitter = new Emitter();
  private final Recorder<String> recorder = new Recorder<>();

  BridgeTest() {
    far.bus.addHandler(emitter);
  }

  @AfterEach
  void closeBuses() {
    near.close();
    far.close();
    assertThat(recorder.breaches()).isEmpty();
  }

  private static DirectiveState<String> state(Reference<String> reference) {
    return reference.instance().state();
  }

  /** 20.2: the same directive object, its values and their removal. */
  @Test
  void mirrorsValuesAndRemovals() {
    near.bus.bridge(far.bus, ALL);
    Ask ask = Ask.of("a");
    Reference<String> reference = near.bus.add(ask, recorder);
    assertThat(far.bus.directives()).hasSize(1);
    Sink<String> sink = emitter.sink("a");
    Value<String> one = sink.add("one").orElseThrow();
    sink.add("two");
    assertThat(state(reference).all()).containsExactly("one", "two");
    sink.remove(one);
    assertThat(recorder.events()).containsExactly("added one", "added two", "removed one");
    reference.release();
    assertThat(near.bus.directives()).isEmpty();
    assertThat(far.bus.directives()).isEmpty();
    assertThat(sink.valid()).isFalse();
  }

  /** Design 4.8: a replacement there is one here; make before break, and one place in the limit. */
  @Test
  void mirrorsReplacementInOneStep() {
    near.bus.bridge(far.bus, ALL);
    Reference<String> reference = near.bus.add(Ask.single("a"), recorder);
    Sink<String> sink = emitter.sink("a");
    sink.set("one");
    sink.set("two");
    sink.set("three");
    assertThat(recorder.events())
        .containsExactly("added one", "added two", "removed one", "added three", "removed two");
    assertThat(recorder.least()).isEqualTo(1);
    assertThat(state(reference).all()).containsExactly("three");
  }

  /** 20.6, better: idle here is idle there. */
  @Test
  void mirrorsIdleness() {
    near.bus.bridge(far.bus, ALL);
    List<Sink<String>> sinks = new ArrayList<>();
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch running = new CountDownLatch(1);
    far.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.blocking(
                    (scope, sink) -> {
                      sinks.add(sink);
                      running.countDown();
                      end.await();
                    })));
    Reference<String> reference = near.bus.add(Ask.of("a"));
    Waits.until(() -> assertThat(running.getCount()).isZero());
    assertThat(state(reference).idle()).isFalse();
    sinks.get(0).markIdle(true);
    assertThat(state(reference).idle()).isTrue();
    sinks.get(0).markIdle(false);
    assertThat(state(reference).idle()).isFalse();
    end.countDown();
    Waits.until(() -> assertThat(state(reference).idle()).isTrue());
  }

  /** 8.3: nobody who asks at once sees a false idle, and a one-off ends if nobody answers there. */
  @Test
  void answersOneOffAcrossTheBridge() throws InterruptedException {
    near.bus.bridge(far.bus, directive -> ((Ask) directive).name().startsWith("a"));
    far.bus.addHandler(Handler.answering(Ask.class, ask -> ask.name().equals("a1") ? "1" : null));
    for (int i = 0; i < 50; i++) {
      assertThat(Waits.value(near.bus.first(Ask.of("a1"), OneOff.UNTIL_IDLE))).isEqualTo("1");
      assertThat(Waits.failure(near.bus.first(Ask.of("a2"), OneOff.UNTIL_IDLE)).reason())
          .isEqualTo(BusException.Reason.NO_VALUE);
    }
    assertThat(Waits.failure(near.bus.first(Ask.of("b"), OneOff.UNTIL_IDLE)).reason())
        .isEqualTo(BusException.Reason.NO_VALUE);
    assertThat(emitter.asked()).doesNotContain("b");
    Waits.until(() -> assertThat(far.bus.directives()).isEmpty());
  }

  /** 20.6, better: failures there are failures here, until they are gone. */
  @Test
  void mirrorsFailuresUntilCleared() {
    near.bus.bridge(far.bus, ALL);
    boolean[] works = {false};
    far.bus.addHandler(
        Handler.of(
            Ask.class,
            ask ->
                Resolver.inline(
                    sink -> {
                      if (!works[0]) {
                        throw new IllegalStateException("broken, expected");
                      }
                    })));
    ValueOptions options = ValueOptions.DEFAULT.withSoftLimit(1);
    Reference<String> reference = near.bus.add(new Ask("a", options));
    assertThat(state(reference).failures())
        .extracting(Failure::summary)
        .containsExactly("IllegalStateException: broken, expected");
    assertThat(near.bus.directives().get(0).resolvers().get(0).failure()).isNotNull();
    works[0] = true;
    // Reaching and leaving the limit starts the failed resolver again (7.7).
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    emitter.sink("a").remove(value);
    assertThat(state(reference).failures()).isEmpty();
    assertThat(near.bus.directives().get(0).resolvers().get(0).failure()).isNull();
  }

  /** A bridge that comes late is offered what is live; one that goes takes its values away. */
  @Test
  void bridgesLateAndAgain() {
    Reference<String> there = far.bus.add(Ask.of("a"));
    emitter.sink("a").add("v");
    Reference<String> here = near.bus.add(Ask.of("a"), recorder);
    for (int i = 0; i < 3; i++) {
      Registration bridge = near.bus.bridge(far.bus, ALL);
      assertThat(state(here).all()).containsExactly("v");
      assertThat(far.bus.directives().get(0).strongReferences()).isEqualTo(2);
      bridge.close();
      bridge.close();
      assertThat(state(here).all()).isEmpty();
      assertThat(far.bus.directives().get(0).strongReferences()).isEqualTo(1);
    }
    assertThat(recorder.events())
        .containsExactly("added v", "removed v", "added v", "removed v", "added v", "removed v");
    there.release();
    assertThat(far.bus.directives()).isEmpty();
  }

  @Test
  void weakReferencesAreNoInterest() {
    Reference<String> here = near.bus.add(Ask.of("a"));
    Reference<String> weak = here.instance().addWeakReference(recorder);
    near.bus.bridge(far.bus, ALL);
    emitter.sink("a").add("v");
    assertThat(far.bus.directives()).hasSize(1);
    here.release();
    assertThat(far.bus.directives()).isEmpty();
    assertThat(recorder.events()).containsExactly("added v", "removed v", "disposed");
    assertThat(weak.released()).isTrue();
  }

  /** 7.2, 7.7: a value that is refused here is offered again when there is room. */
  @Test
  void offersRefusedValueWhenThereIsRoom() {
    Emitter own = new Emitter();
    near.bus.addHandler(own);
    Reference<String> reference = near.bus.add(Ask.single("a"), recorder);
    Value<String> first = own.sink("a").add("own").orElseThrow();
    near.bus.bridge(far.bus, ALL);
    assertThat(far.bus.directives()).as("nobody looks for more").isEmpty();
    own.sink("a").remove(first);
    assertThat(far.bus.directives()).hasSize(1);
    own.sink("a").add("own again");
    emitter.sink("a").add("mirrored");
    assertThat(state(reference).all()).containsExactly("own again");
    own.sink("a").clear();
    Waits.until(() -> assertThat(state(reference).all()).containsExactly("mirrored"));
  }

  /** 7.2: a soft limit of two is reached by mirrored values; a third is accepted. */
  @Test
  void mirrorsBeyondSoftLimit() {
    near.bus.bridge(far.bus, ALL);
    Reference<String> reference =
        near.bus.add(new Ask("a", ValueOptions.DEFAULT.withSoftLimit(2)), recorder);
    Sink<String> sink = emitter.sink("a");
    List.of("1", "2", "3").forEach(sink::add);
    assertThat(state(reference).all()).containsExactly("1", "2", "3");
    sink.clear();
    assertThat(state(reference).all()).isEmpty();
    sink.add("4");
    assertThat(state(reference).all()).containsExactly("4");
  }

  /** 3.5, 33.3: who comes back within the delay finds the values, here and there. */
  @Test
  void keepsValuesDuringUnreferencedDelay() {
    near.bus.bridge(far.bus, ALL);
    Ask ask = new Ask("a", ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofSeconds(60)));
    Reference<String> first = near.bus.add(ask);
    emitter.sink("a").add("v");
    first.release();
    assertThat(far.bus.directives().get(0).strongReferences()).isZero();
    assertThat(near.bus.directives().get(0).values()).hasSize(1);
    emitter.sink("a").add("w");
    Reference<String> second = near.bus.add(ask, recorder);
    assertThat(state(second).all()).containsExactly("v", "w");
    assertThat(far.bus.directives().get(0).strongReferences()).isEqualTo(1);
    assertThat(emitter.runs("a")).isEqualTo(1);
    second.release();
    far.bus.add(ask).instance().close();
    assertThat(near.bus.directives().get(0).values()).as("gone there").isEmpty();
  }

  /** 3.7: a filter that fails bridges nothing, and hurts nobody. */
  @Test
  void containsFailureOfTheFilter() {
    near.bus.bridge(
        far.bus,
        directive -> {
          throw new IllegalStateException("filter, expected");
        });
    Reference<String> reference = near.bus.add(Ask.of("a"));
    assertThat(state(reference).idle()).isTrue();
    assertThat(far.bus.directives()).isEmpty();
  }

  @Test
  void refusesItselfAndOtherImplementations() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> near.bus.bridge(new EngineBus(near.engine, null), ALL))
        .withMessageContaining("another bus");
    bus.api.Bus foreign =
        (bus.api.Bus)
            Proxy.newProxyInstance(
                BridgeTest.class.getClassLoader(),
                new Class<?>[] {bus.api.Bus.class},
                (proxy, method, arguments) -> method.getName().equals("toString") ? "foreign" : 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> near.bus.bridge(foreign, ALL))
        .withMessageContaining("foreign");
  }

  /** Design 4.6: a bridge ends with the controller that made it. */
  @Test
  void endsWithItsOwner() {
    Owner owner = new Owner("acme/bridge");
    new EngineBus(near.engine, owner).bridge(far.bus, ALL);
    Reference<String> reference = near.bus.add(Ask.of("a"));
    emitter.sink("a").add("v");
    assertThat(near.bus.directives().get(0).resolvers().get(0).owner()).isEqualTo("acme/bridge");
    assertThat(far.bus.directives().get(0).references())
        .extracting(ReferenceSnapshot::owner)
        .containsExactly("acme/bridge");
    owner.close();
    assertThat(owner.awaitEnd(Duration.ofSeconds(10))).isZero();
    assertThat(state(reference).all()).isEmpty();
    assertThat(far.bus.directives()).isEmpty();
  }
}
