// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Failure;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.util.promise.Deferred;

/** The three kinds of resolvers, their sinks and their children. */
class ResolverRunTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  private void answer(Resolver<String> resolver) {
    test.bus.addHandler(Handler.of(Ask.class, ask -> resolver));
  }

  /** Design 4.9: an inline resolver costs no thread and has answered when add returns. */
  @Test
  void runsAnInlineResolverOnTheThreadThatAdds() {
    AtomicReference<Thread> thread = new AtomicReference<>();
    answer(
        Resolver.inline(
            sink -> {
              thread.set(Thread.currentThread());
              sink.add("v");
            }));
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    assertThat(thread.get()).isSameAs(Thread.currentThread());
    assertThat(recorder.events()).containsExactly("added v");
  }

  /**
   * Design 4.9: an asynchronous resolver is busy until its promise is resolved, without a thread.
   */
  @Test
  void keepsAnAsynchronousResolverBusyUntilItsPromiseIsResolved() {
    Deferred<String> work = test.threads.promises().deferred();
    answer(Resolver.async((scope, sink) -> work.getPromise().onSuccess(value -> sink.add(value))));
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), recorder);
    assertThat(reference.instance().state().idle()).isFalse();
    assertThat(test.threads.busy()).isEmpty();
    work.resolve("later");
    Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
    assertThat(recorder.events()).containsExactly("added later");
  }

  /** 6.16, 10.3. */
  @Test
  void recordsTheFailureOfAnAsynchronousResolver() {
    Deferred<String> work = test.threads.promises().deferred();
    answer(Resolver.async((scope, sink) -> work.getPromise()));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    work.fail(new IllegalStateException("late trouble"));
    Waits.until(
        () ->
            assertThat(reference.instance().failures())
                .singleElement()
                .extracting(Failure::summary)
                .isEqualTo("IllegalStateException: late trouble"));
    assertThat(reference.instance().state().idle()).isTrue();
  }

  /** 10.3, W2, 33.16, design 4.5: whatever a resolver of whatever kind throws. */
  @ParameterizedTest
  @ValueSource(strings = {"inline", "async", "blocking"})
  void containsWhateverAResolverThrows(String kind) {
    List<Throwable> thrown =
        List.of(
            new Exception("checked"),
            new IllegalStateException("unchecked"),
            new NoClassDefFoundError("gone"),
            new OutOfMemoryError("not really"),
            new AssertionError("assert"),
            overflow());
    for (Throwable each : thrown) {
      try (Registration registration =
              test.bus.addHandler(Handler.of(Ask.class, ask -> throwing(kind, each)));
          Reference<String> reference = test.bus.add(Ask.of("a"))) {
        Waits.until(
            () ->
                assertThat(reference.instance().failures())
                    .singleElement()
                    .extracting(Failure::type)
                    .isEqualTo(each.getClass().getName()));
        assertThat(registration).isNotNull();
      }
    }
  }

  private static Throwable overflow() {
    try {
      return deeper(0) < 0 ? new Error("unreachable") : new Error("not deep enough");
    } catch (StackOverflowError overflow) {
      return overflow;
    }
  }

  private static int deeper(int depth) {
    return depth == Integer.MAX_VALUE ? depth : deeper(depth + 1) + 1;
  }

  private static Resolver<String> throwing(String kind, Throwable throwable) {
    return switch (kind) {
      case "inline" -> Resolver.inline(sink -> sneaky(throwable));
      case "async" ->
          Resolver.async(
              (scope, sink) -> {
                sneaky(throwable);
                throw new AssertionError("unreachable");
              });
      default -> Resolver.blocking((scope, sink) -> sneaky(throwable));
    };
  }

  private static void sneaky(Throwable throwable) throws Exception {
    if (throwable instanceof Error error) {
      throw error;
    }
    throw (Exception) throwable;
  }

  /** 6.1, 8.2. */
  @Test
  void interruptsABlockingResolverOnReleaseAndReportsNoFailure() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    AtomicBoolean cancelled = new AtomicBoolean();
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException expected) {
                cancelled.set(scope.cancelled());
                interrupted.countDown();
                throw expected;
              }
            }));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Waits.on(running);
    assertThat(test.threads.busy()).hasSize(1);
    reference.release();
    Waits.on(interrupted);
    assertThat(cancelled).isTrue();
    assertThat(reference.instance().failures()).isEmpty();
  }

  /** Design 4.9: a thread is clean when it is used again. */
  @Test
  void givesThePooledThreadBackWithoutInterruptionAndWithANeutralClassLoader() throws Exception {
    ClassLoader foreign = new ClassLoader(getClass().getClassLoader()) {};
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              Thread.currentThread().setContextClassLoader(foreign);
              Thread.currentThread().interrupt();
            }));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
    for (int i = 0; i < 20; i++) {
      AtomicReference<ClassLoader> seen = new AtomicReference<>();
      AtomicBoolean interrupted = new AtomicBoolean();
      CountDownLatch done = new CountDownLatch(1);
      test.threads.start(
          "next",
          () -> {
            seen.set(Thread.currentThread().getContextClassLoader());
            interrupted.set(Thread.currentThread().isInterrupted());
            done.countDown();
          });
      Waits.on(done);
      assertThat(seen.get()).isNotSameAs(foreign);
      assertThat(interrupted).isFalse();
    }
  }

  /** 6.5, 6.6, 33.17. */
  @Test
  void acceptsValuesFromAnotherThreadAfterTheReturnButNotAfterTheEnd() throws Exception {
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), recorder);
    Sink<String> sink = emitter.sink("a");
    AtomicReference<Value<String>> value = new AtomicReference<>();
    Thread other = new Thread(() -> value.set(sink.add("v").orElseThrow()));
    other.start();
    other.join(5_000);
    assertThat(recorder.events()).containsExactly("added v");

    reference.release();
    AtomicInteger calls = new AtomicInteger();
    assertThat(sink.valid()).isFalse();
    assertThat(sink.add("w")).isEmpty();
    assertThat(sink.set("w")).isEmpty();
    assertThat(sink.replace(value.get(), "w")).isEmpty();
    assertThat(sink.remove(value.get())).isFalse();
    assertThat(sink.clear()).isEmpty();
    assertThat(sink.values()).isEmpty();
    sink.markIdle(false);
    sink.onRemoved(value.get(), calls::incrementAndGet);
    sink.onResolverRemoved(calls::incrementAndGet);
    assertThat(calls).hasValue(2);
    sink.attach(Resolver.inline(child -> calls.incrementAndGet())).close();
    assertThat(calls).hasValue(2);
  }

  /** Value: never null. */
  @Test
  void failsAResolverThatEmitsNull() {
    answer(Resolver.inline(sink -> sink.add(null)));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    assertThat(reference.instance().failures())
        .singleElement()
        .extracting(Failure::type)
        .isEqualTo(NullPointerException.class.getName());
    assertThat(reference.instance().state().values()).isEmpty();
  }

  /** 6.11, 6.12. */
  @Test
  void callsRemovalCallbacksOnceEachUnlessTheyAreTakenBack() {
    List<String> log = new ArrayList<>();
    Registration handler = test.bus.addHandler(emitter);
    test.bus.add(Ask.of("a"), new Logging("", log));
    Sink<String> sink = emitter.sink("a");
    Value<String> value = sink.add("v").orElseThrow();
    sink.onRemoved(value, () -> log.add("first"));
    sink.onRemoved(value, () -> log.add("second"));
    sink.onRemoved(value, () -> log.add("taken back")).close();
    sink.onResolverRemoved(() -> log.add("resolver"));
    sink.onResolverRemoved(() -> log.add("taken back")).close();
    sink.remove(value);
    sink.onRemoved(value, () -> log.add("at once"));
    assertThat(log).containsExactly("added v", "first", "second", "removed v", "at once");
    handler.close();
    assertThat(log).endsWith("at once", "resolver");
  }

  /** 6.14, W27, 33.10. */
  @Test
  void endsAChildWithItsParent() {
    List<String> log = new ArrayList<>();
    Emitter grandchild = new Emitter();
    Registration handler = test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.of("a"), new Logging("", log));
    AtomicReference<Sink<String>> child = new AtomicReference<>();
    emitter
        .sink("a")
        .attach(
            Resolver.async(
                (scope, sink) -> {
                  child.set(sink);
                  sink.add("child");
                  sink.attach(grandchild.handle(reference.instance()).get(0));
                  return test.threads.promises().deferred().getPromise();
                }));
    emitter.sink("a").add("parent");
    grandchild.sink("a").add("grandchild");
    assertThat(reference.instance().state().idle()).as("the child is busy").isFalse();
    assertThat(test.bus.directives().get(0).resolvers()).hasSize(3);
    child.get().markIdle(true);
    assertThat(reference.instance().state().idle()).isTrue();

    handler.close();
    assertThat(log)
        .containsExactly(
            "added child",
            "added parent",
            "added grandchild",
            "removed grandchild",
            "removed child",
            "removed parent");
    assertThat(child.get().valid()).isFalse();
    assertThat(grandchild.sink("a").valid()).isFalse();
    assertThat(test.bus.directives().get(0).resolvers()).isEmpty();
  }

  /** 6.14: a child alone. */
  @Test
  void removesOnlyTheChildThatIsTakenBack() {
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(Ask.of("a"), recorder);
    emitter.sink("a").add("parent");
    Registration child = emitter.sink("a").attach(Resolver.of("child"));
    assertThat(recorder.live()).containsExactly("parent", "child");
    child.close();
    child.close();
    assertThat(recorder.live()).containsExactly("parent");
    assertThat(emitter.sink("a").valid()).isTrue();
  }

  /**
   * W27: a resolver that is stopped takes its children along, and adds them again when it is run
   * again.
   */
  @Test
  void stopsChildrenWithAParentThatIsRunAgain() throws Exception {
    AtomicInteger childRuns = new AtomicInteger();
    answer(
        Resolver.async(
            (scope, sink) -> {
              sink.attach(Resolver.inline(child -> childRuns.incrementAndGet()));
              Deferred<String> work = test.threads.promises().deferred();
              scope.onCancel(() -> work.resolve("cancelled"));
              return work.getPromise();
            }));
    test.bus.addHandler(emitter);
    test.bus.add(Ask.single("a"));
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    assertThat(test.bus.directives().get(0).resolvers()).hasSize(2);
    emitter.sink("a").remove(value);
    Waits.until(() -> assertThat(childRuns).hasValue(2));
    assertThat(test.bus.directives().get(0).resolvers()).hasSize(3);
  }

  /** 6.3, W27: runs of one resolver never overlap. */
  @Test
  void waitsForTheEndOfAnEarlierRunBeforeItRunsAgain() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              if (runs.incrementAndGet() == 1) {
                started.countDown();
                awaitStubbornly(leave);
              }
              inside.decrementAndGet();
            }));
    test.bus.addHandler(emitter);
    test.bus.add(Ask.single("a"));
    Waits.on(started);
    for (int i = 0; i < 3; i++) {
      Value<String> value = emitter.sink("a").add("v" + i).orElseThrow();
      emitter.sink("a").remove(value);
    }
    assertThat(runs).hasValue(1);
    leave.countDown();
    Waits.until(() -> assertThat(runs).hasValue(2));
    assertThat(most).hasValue(1);
  }

  private static void awaitStubbornly(CountDownLatch latch) {
    while (true) {
      try {
        Waits.on(latch);
        return;
      } catch (InterruptedException ignoredOnPurpose) {
        Thread.interrupted();
      }
    }
  }
}
