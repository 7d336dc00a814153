// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.BusException;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Adding, merging, superseding, keeping and disposing of directives. */
class InstanceLifeTest {

  private static final ValueOptions KEPT =
      ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofMillis(150));

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  /** 3.3, 5.6, 33.1. */
  @Test
  void mergesEqualDirectivesAndDisposesWithTheLastReference() {
    test.bus.addHandler(emitter);
    Recorder<String> one = new Recorder<>();
    Recorder<String> two = new Recorder<>();
    Reference<String> first = test.bus.add(Ask.of("a"), one);
    emitter.sink("a").add("v");
    Reference<String> second = test.bus.add(Ask.of("a"), two);

    assertThat(second.instance()).isSameAs(first.instance());
    assertThat(emitter.asked()).containsExactly("a");
    assertThat(two.events()).containsExactly("added v");

    first.release();
    assertThat(test.bus.directives()).hasSize(1);
    second.release();
    assertThat(test.bus.directives()).isEmpty();
    assertThat(second.instance().state().disposed()).isTrue();
    assertThat(emitter.sink("a").valid()).isFalse();
  }

  /** 3.2: only directives of one class can be equal. */
  @Test
  void keepsDirectivesOfDifferentClassesWithEqualKeysApart() {
    record Other(String key) implements Directive<String> {}

    Reference<String> one = test.bus.add(Ask.of("a"));
    Reference<String> other = test.bus.add(new Other("a"));
    assertThat(other.instance()).isNotSameAs(one.instance());
    assertThat(test.bus.directives()).extracting(each -> each.id()).containsExactly(1L, 2L);
  }

  /** W30, design 4.7. */
  @Test
  void refusesAnInvalidDirectiveAndTellsTheCaller() {
    record Never() implements Directive<String> {
      @Override
      public void validate() {
        throw new IllegalArgumentException("never valid");
      }
    }

    assertThatThrownBy(() -> test.bus.add(new Never()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("never valid");
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 11.11, W37. */
  @Test
  void refusesADirectiveWhenTheBusIsClosed() {
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    test.engine.close();
    assertThat(recorder.events()).containsExactly("disposed");
    assertThatThrownBy(() -> test.bus.add(Ask.of("b")))
        .isInstanceOfSatisfying(
            BusException.class,
            closed -> assertThat(closed.reason()).isEqualTo(BusException.Reason.CLOSED));
  }

  /** 5.6, 33.2. */
  @Test
  void keepsAnUnreferencedInstanceForItsDelayThoughAReferenceIsWeak() {
    Recorder<String> weak = new Recorder<>();
    Reference<String> strong = test.bus.add(new Ask("a", KEPT));
    strong.instance().addWeakReference(weak);
    strong.release();
    assertThat(strong.instance().state().disposed()).isFalse();
    assertThat(test.bus.directives().get(0).strongReferences()).isZero();
    assertThat(test.bus.directives().get(0).weakReferences()).isEqualTo(1);
    Waits.until(() -> assertThat(weak.events()).containsExactly("disposed"));
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 3.5, 5.7, 33.3. */
  @Test
  void revivesAnInstanceWithItsValuesWhenItIsWantedAgainInTime() {
    test.bus.addHandler(emitter);
    Reference<String> before = test.bus.add(new Ask("a", KEPT));
    emitter.sink("a").add("v");
    before.release();

    Recorder<String> recorder = new Recorder<>();
    Reference<String> after = test.bus.add(new Ask("a", KEPT), recorder);
    assertThat(after.instance()).isSameAs(before.instance());
    assertThat(recorder.events()).containsExactly("added v");
    Waits.stays(
        Duration.ofMillis(250), () -> assertThat(after.instance().state().disposed()).isFalse());
    assertThat(emitter.runs("a")).isEqualTo(1);
  }

  /** 5.6, 33.4. */
  @Test
  void skipsTheDelayOfAnEmptyInstanceIfItsOptionsSaySo() {
    test.bus.addHandler(emitter);
    ValueOptions options =
        ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofHours(1)).withDisposeEmptyAtOnce();
    Reference<String> empty = test.bus.add(new Ask("empty", options));
    Reference<String> full = test.bus.add(new Ask("full", options));
    emitter.sink("full").add("v");

    empty.release();
    assertThat(empty.instance().state().disposed()).isTrue();
    full.release();
    assertThat(full.instance().state().disposed()).isFalse();
    full.instance().closeIfUnreferenced(false);
    assertThat(full.instance().state().disposed()).isTrue();
  }

  /** 5.7: releasing a weak reference tests again whether to dispose. */
  @Test
  void disposesAnEmptyInstanceWhenAWeakReferenceGoesLater() {
    test.bus.addHandler(emitter);
    ValueOptions options =
        ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofHours(1)).withDisposeEmptyAtOnce();
    Reference<String> strong = test.bus.add(new Ask("a", options));
    Reference<String> weak = strong.instance().addWeakReference(new Recorder<>());
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    strong.release();
    emitter.sink("a").remove(value);
    assertThat(strong.instance().state().disposed()).isFalse();
    weak.release();
    assertThat(strong.instance().state().disposed()).isTrue();
  }

  /** 5.8. */
  @Test
  void closesIfUnreferencedOnlyWhenNobodyNeedsIt() {
    Reference<String> strong = test.bus.add(new Ask("a", KEPT));
    Reference<String> weak = strong.instance().addWeakReference(new Recorder<>());
    assertThat(strong.instance().closeIfUnreferenced(true)).isFalse();
    strong.release();
    assertThat(weak.instance().closeIfUnreferenced(false)).isFalse();
    assertThat(weak.instance().closeIfUnreferenced(true)).isTrue();
    assertThat(weak.instance().closeIfUnreferenced(false)).isTrue();
    assertThat(weak.released()).isTrue();
  }

  /** 5.9, 5.3. */
  @Test
  void closeEndsAnInstanceWhateverReferencesItHas() {
    Recorder<String> before = new Recorder<>();
    Recorder<String> after = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), before);
    reference.instance().close();
    reference.instance().close();
    assertThat(reference.released()).isTrue();
    reference.release();
    Reference<String> late = reference.instance().addReference(after);
    assertThat(late.released()).isTrue();
    assertThat(before.events()).containsExactly("disposed");
    assertThat(after.events()).containsExactly("disposed");
    assertThat(test.bus.add(Ask.of("a")).instance()).isNotSameAs(reference.instance());
  }

  private record Job(int rev, Object mergeKey) implements Directive<String> {
    @Override
    public boolean supersedes(Directive<?> live) {
      return rev > ((Job) live).rev;
    }
  }

  /** 3.3, 3.4, 33.5, W6. */
  @Test
  void supersedesALiveDirectiveWhoseReferencesHearOfTheEnd() {
    test.bus.addHandler(Handler.of(Job.class, job -> Resolver.of("rev " + job.rev())));
    Recorder<String> old = new Recorder<>();
    Recorder<String> fresh = new Recorder<>();
    Reference<String> one = test.bus.add(new Job(1, "k"), old);
    Reference<String> two = test.bus.add(new Job(2, "k"), fresh);

    assertThat(two.instance()).isNotSameAs(one.instance());
    assertThat(old.events()).containsExactly("added rev 1", "removed rev 1", "disposed");
    assertThat(fresh.events()).containsExactly("added rev 2");
    assertThat(test.bus.add(new Job(1, "k")).instance()).isSameAs(two.instance());
    one.release();
    assertThat(test.bus.directives()).hasSize(1);
  }

  /** 3.8: disposed while handlers are asked. */
  @Test
  void returnsADeadReferenceWhenAHandlerClosesTheInstance() {
    AtomicInteger ran = new AtomicInteger();
    test.bus.addHandler(
        new TestHandler(
            Ask.class,
            instance -> {
              instance.close();
              return List.of(Resolver.<String>inline(sink -> ran.incrementAndGet()));
            }));
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), recorder);
    assertThat(reference.released()).isTrue();
    assertThat(recorder.events()).containsExactly("disposed");
    assertThat(ran).hasValue(0);
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 5.10, 6.11, 33.12. */
  @Test
  void disposesInOrder() {
    List<String> log = new ArrayList<>();
    for (String name : List.of("one", "two")) {
      test.bus.addHandler(
          Handler.of(
              Ask.class,
              ask ->
                  Resolver.async(
                      (scope, sink) -> {
                        Value<String> value = sink.add(name).orElseThrow();
                        scope.onCancel(() -> log.add("cancelled " + name));
                        sink.onRemoved(value, () -> log.add("callback " + name));
                        sink.onResolverRemoved(() -> log.add("resolver removed " + name));
                        return test.threads.promises().deferred().getPromise();
                      })));
    }
    Reference<String> reference = test.bus.add(Ask.of("a"), new Logging("", log));
    reference.instance().onDisposed(() -> log.add("onDisposed 1"));
    reference.instance().onDisposed(() -> log.add("onDisposed 2"));
    reference.instance().scope().onCancel(() -> log.add("scope cancelled"));
    log.clear();
    reference.instance().close();

    assertThat(log)
        .containsExactly(
            "scope cancelled",
            "cancelled two",
            "cancelled one",
            "callback two",
            "removed two",
            "resolver removed two",
            "callback one",
            "removed one",
            "resolver removed one",
            "onDisposed 1",
            "onDisposed 2",
            "disposed");
  }

  /** 5.13. */
  @Test
  void callsADisposeCallbackAtOnceOnADisposedInstanceAndNotAfterItWasTakenBack() {
    AtomicInteger calls = new AtomicInteger();
    Reference<String> reference = test.bus.add(Ask.of("a"));
    reference.instance().onDisposed(calls::incrementAndGet).close();
    reference.release();
    assertThat(calls).hasValue(0);
    reference.instance().onDisposed(calls::incrementAndGet);
    assertThat(calls).hasValue(1);
  }

  /** 5.14: the scope of an instance that was not asked for before its end. */
  @Test
  void givesACancelledScopeAfterTheEnd() {
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Scope early = reference.instance().scope();
    assertThat(early.cancelled()).isFalse();
    reference.release();
    assertThat(early.cancelled()).isTrue();
    Reference<String> other = test.bus.add(Ask.of("b"));
    other.release();
    assertThat(other.instance().scope().cancelled()).isTrue();
  }
}
