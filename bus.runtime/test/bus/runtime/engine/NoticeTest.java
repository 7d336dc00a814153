// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What references are told: each event once, in one order, nothing after the end. */
class NoticeTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  @BeforeEach
  void addEmitter() {
    test.bus.addHandler(emitter);
  }

  /** 5.4, 6.11, 33.12. */
  @Test
  void tellsWeakReferencesFirstTheNewestBeforeTheOthersThenStrongOnes() {
    List<String> log = new ArrayList<>();
    Reference<String> first = test.bus.add(Ask.of("a"), new Logging("strong1 ", log));
    first.instance().addWeakReference(new Logging("weak1 ", log));
    first.instance().addReference(new Logging("strong2 ", log));
    first.instance().addWeakReference(new Logging("weak2 ", log));
    Sink<String> sink = emitter.sink("a");
    Value<String> value = sink.add("v").orElseThrow();
    sink.onRemoved(value, () -> log.add("callback"));
    sink.remove(value);
    first.instance().close();
    assertThat(log)
        .containsExactly(
            "weak2 added v",
            "weak1 added v",
            "strong1 added v",
            "strong2 added v",
            "callback",
            "weak2 removed v",
            "weak1 removed v",
            "strong1 removed v",
            "strong2 removed v",
            "weak2 disposed",
            "weak1 disposed",
            "strong1 disposed",
            "strong2 disposed");
  }

  /** 5.12, W12, 33.13. */
  @Test
  void tellsRemovedAndDisposedAlsoWhenTheInstanceIsClosedInsideACallback() {
    Recorder<String> before = new Recorder<>();
    Recorder<String> after = new Recorder<>();
    AtomicReference<Reference<String>> closing = new AtomicReference<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), before);
    closing.set(
        reference
            .instance()
            .addReference(ReferenceHandler.of(added -> closeOn("3", added, closing), gone -> {})));
    reference.instance().addReference(after);
    Sink<String> sink = emitter.sink("a");
    sink.add("1");
    sink.add("2");
    sink.add("3");
    for (Recorder<String> recorder : List.of(before, after)) {
      assertThat(recorder.events())
          .containsExactly(
              "added 1", "added 2", "added 3", "removed 1", "removed 2", "removed 3", "disposed");
      assertThat(recorder.breaches()).isEmpty();
    }
  }

  private static void closeOn(
      String value, String added, AtomicReference<Reference<String>> reference) {
    if (added.equals(value)) {
      reference.get().instance().close();
    }
  }

  /** 5.5, W13, 33.14. */
  @Test
  void tellsAReleasedReferenceNothingAlsoIfAnEventWasQueued() {
    List<String> log = new ArrayList<>();
    AtomicReference<Reference<String>> victim = new AtomicReference<>();
    Reference<String> reference =
        test.bus.add(Ask.of("a"), ReferenceHandler.of(added -> victim.get().release(), gone -> {}));
    victim.set(reference.instance().addReference(new Logging("victim ", log)));
    emitter.sink("a").add("v");
    assertThat(log).isEmpty();
    assertThat(victim.get().released()).isTrue();
  }

  /**
   * 5.5: the reference's own test, a weak reference released by a value-removed callback during
   * disposal.
   */
  @Test
  void tellsNothingToAWeakReferenceReleasedByARemovalCallbackDuringDisposal() {
    Recorder<String> recorder = new Recorder<>();
    Reference<String> strong = test.bus.add(Ask.of("a"));
    Reference<String> weak = strong.instance().addWeakReference(recorder);
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    emitter.sink("a").onRemoved(value, weak::release);
    strong.release();
    assertThat(recorder.events()).containsExactly("added v");
  }

  /** 5.2: a reference that is added inside a callback hears of each present value once. */
  @Test
  void tellsAReferenceAddedInsideACallbackEachValueOnce() {
    Recorder<String> late = new Recorder<>();
    AtomicReference<Reference<String>> own = new AtomicReference<>();
    own.set(
        test.bus.add(
            Ask.of("a"),
            ReferenceHandler.of(
                added -> {
                  if (added.equals("1")) {
                    own.get().instance().addReference(late);
                    emitter.sink("a").add("2");
                  }
                },
                gone -> {})));
    emitter.sink("a").add("1");
    assertThat(late.events()).containsExactly("added 1", "added 2");
    assertThat(late.breaches()).isEmpty();
  }

  /** 9.4, 33.15. */
  @Test
  void deliversWhatACallbackCausesAfterItTenThousandDeepWithoutStackGrowth() {
    int depth = 10_000;
    AtomicInteger count = new AtomicInteger();
    AtomicInteger stackGrowth = new AtomicInteger();
    AtomicInteger firstDepth = new AtomicInteger(-1);
    AtomicBoolean inside = new AtomicBoolean();
    AtomicBoolean nested = new AtomicBoolean();
    test.bus.add(
        Ask.of("a"),
        ReferenceHandler.<String>of(
            added -> {
              nested.compareAndSet(false, !inside.compareAndSet(false, true));
              int n = count.incrementAndGet();
              if (n % 1000 == 1) {
                int frames = new Throwable().getStackTrace().length;
                firstDepth.compareAndSet(-1, frames);
                stackGrowth.accumulateAndGet(frames - firstDepth.get(), Math::max);
              }
              if (n < depth) {
                emitter.sink("a").set("v" + n);
              }
              inside.set(false);
            },
            gone -> {}));
    emitter.sink("a").set("v0");
    assertThat(count).hasValue(depth);
    assertThat(nested).isFalse();
    assertThat(stackGrowth.get()).isLessThan(10);
  }

  /** 9.6, 10.1, 33.16. */
  @Test
  void goesOnWithTheOthersWhenACallbackThrows() {
    Recorder<String> good = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), throwing());
    reference.instance().addReference(good);
    reference.instance().onState(state -> fail());
    reference.instance().onDisposed(NoticeTest::fail);
    reference.instance().scope().onCancel(NoticeTest::fail);
    Sink<String> sink = emitter.sink("a");
    Value<String> value = sink.add("v").orElseThrow();
    sink.onRemoved(value, NoticeTest::fail);
    sink.onResolverRemoved(NoticeTest::fail);
    reference.instance().close();
    assertThat(good.events()).containsExactly("added v", "removed v", "disposed");
  }

  private static void fail() {
    throw new StackOverflowError("a callback");
  }

  private static ReferenceHandler<String> throwing() {
    return new ReferenceHandler<>() {
      @Override
      public void added(Value<? extends String> value) {
        throw new IllegalStateException("added");
      }

      @Override
      public void removed(Value<? extends String> value) {
        throw new NoClassDefFoundError("removed");
      }

      @Override
      public void disposed() {
        fail();
      }
    };
  }

  /** 9.5, 33.26, W4: everything is allowed in every callback. */
  @Test
  void allowsEveryCallOfTheBusFromEveryCallback() {
    AtomicInteger calls = new AtomicInteger();
    Runnable everything =
        () -> {
          int n = calls.incrementAndGet();
          try (Reference<String> other = test.bus.add(Ask.of("other" + n));
              Registration handler = test.bus.addHandler(unconcerned())) {
            assertThat(other.instance().state().disposed()).isFalse();
            assertThat(handler).isNotNull();
            test.bus.directives();
          }
        };
    Reference<String> reference =
        test.bus.add(
            Ask.of("a"), ReferenceHandler.of(a -> everything.run(), r -> everything.run()));
    reference.instance().onState(state -> everything.run());
    reference.instance().onDisposed(everything);
    Sink<String> sink = emitter.sink("a");
    Value<String> value = sink.add("v").orElseThrow();
    sink.onRemoved(value, everything);
    sink.onResolverRemoved(everything);
    reference.instance().close();
    assertThat(calls.get()).isGreaterThanOrEqualTo(6);
    assertThat(test.bus.directives()).isEmpty();
  }

  /** Of another type: one that answered would change the state in which it is added, for ever. */
  private static Handler unconcerned() {
    record Other() implements Directive<String> {}

    return Handler.of(Other.class, other -> null);
  }

  /**
   * Design 4.4: release does not wait for a callback that blocks, and the instance is disposed when
   * it returns.
   */
  @Test
  void releaseReturnsAtOnceWhileAnotherThreadIsInACallback() throws InterruptedException {
    CountDownLatch inCallback = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    List<String> log = new ArrayList<>();
    Reference<String> reference =
        test.bus.add(
            Ask.of("a"),
            ReferenceHandler.of(
                added -> {
                  log.add("added");
                  inCallback.countDown();
                  try {
                    Waits.on(leave);
                  } catch (InterruptedException interrupted) {
                    log.add("interrupted");
                  }
                },
                gone -> log.add("removed")));
    test.threads.start("emitter", () -> emitter.sink("a").add("v"));
    Waits.on(inCallback);
    reference.release();
    assertThat(reference.instance().state().disposed()).isTrue();
    assertThat(reference.instance().scope().cancelled()).isTrue();
    assertThat(test.bus.directives()).isEmpty();
    leave.countDown();
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    assertThat(log).containsExactly("added");
  }
}
