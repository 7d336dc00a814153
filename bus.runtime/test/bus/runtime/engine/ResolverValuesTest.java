// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Deferred;

/** What a resolver's values and its failure have to do with its runs. */
class ResolverValuesTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Emitter emitter = new Emitter();

  private void answer(Resolver<String> resolver) {
    test.bus.addHandler(Handler.of(Ask.class, ask -> resolver));
  }

  /** 6.4: values of an earlier run stay when a resolver is run again, and can be cleared by it. */
  @Test
  void keepsTheValuesOfAnEarlierRun() {
    AtomicInteger runs = new AtomicInteger();
    AtomicReference<List<Value<String>>> seen = new AtomicReference<>();
    answer(
        Resolver.inline(
            sink -> {
              int run = runs.incrementAndGet();
              seen.set(sink.values());
              sink.add("run " + run);
              if (run == 1) {
                throw new IllegalStateException("first");
              }
            }));
    test.bus.addHandler(emitter);
    Recorder<String> recorder = new Recorder<>();
    test.bus.add(new Ask("a", ValueOptions.DEFAULT.withSoftLimit(2)), recorder);
    Value<String> full = emitter.sink("a").add("full").orElseThrow();
    emitter.sink("a").remove(full);
    assertThat(runs).hasValue(2);
    assertThat(recorder.live()).containsExactly("run 1", "run 2");
    assertThat(seen.get()).extracting(Value::value).containsExactly("run 1");
  }

  /** 6.9, 6.10: clearing takes the resolver's own values, tells which, and leaves the others. */
  @Test
  void clearsItsOwnValuesOnly() {
    Emitter other = new Emitter();
    test.bus.addHandler(emitter);
    test.bus.addHandler(other);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(Ask.of("a"), recorder);
    emitter.sink("a").add("1");
    other.sink("a").add("2");
    emitter.sink("a").add("3");
    assertThat(emitter.sink("a").values()).extracting(Value::value).containsExactly("1", "3");
    assertThat(reference.instance().state().all()).containsExactly("1", "2", "3");
    assertThat(emitter.sink("a").clear()).extracting(Value::value).containsExactly("1", "3");
    assertThat(emitter.sink("a").clear()).isEmpty();
    assertThat(recorder.live()).containsExactly("2");
  }

  /** 6.17: a failed resolver is not tried again, however often others come and go. */
  @Test
  void doesNotTryAFailedResolverAgainByItself() {
    AtomicInteger runs = new AtomicInteger();
    answer(
        Resolver.inline(
            sink -> {
              runs.incrementAndGet();
              throw new IllegalStateException("once");
            }));
    Reference<String> reference = test.bus.add(Ask.of("a"));
    Registration handler = test.bus.addHandler(emitter);
    Value<String> value = emitter.sink("a").add("v").orElseThrow();
    emitter.sink("a").remove(value);
    test.bus.add(Ask.of("a")).release();
    handler.close();
    Waits.stays(Duration.ofMillis(50), () -> assertThat(runs).hasValue(1));
    assertThat(reference.instance().failures()).hasSize(1);
  }

  /** 7.8: without a limit values stop nobody, however many there are. */
  @Test
  void stopsNobodyWithoutALimit() {
    AtomicReference<Scope> looking = new AtomicReference<>();
    Deferred<String> work = test.threads.promises().deferred();
    answer(
        Resolver.async(
            (scope, sink) -> {
              looking.set(scope);
              return work.getPromise();
            }));
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.of("a"));
    for (int i = 0; i < 1_000; i++) {
      assertThat(emitter.sink("a").add("v" + i)).isPresent();
    }
    assertThat(looking.get().cancelled()).isFalse();
    assertThat(reference.instance().state().idle()).isFalse();
  }

  /** 6.16: what a run throws after it was cancelled is no failure of the instance. */
  @Test
  void dropsAFailureThatComesAfterTheRunWasStopped() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicReference<Sink<String>> stopped = new AtomicReference<>();
    answer(
        Resolver.blocking(
            (scope, sink) -> {
              stopped.set(sink);
              running.countDown();
              while (leave.getCount() > 0) {
                try {
                  Waits.on(leave);
                } catch (InterruptedException goesOn) {
                  assertThat(scope.cancelled()).isTrue();
                }
              }
              throw new IllegalStateException("too late");
            }));
    test.bus.addHandler(emitter);
    Reference<String> reference = test.bus.add(Ask.single("a"));
    Waits.on(running);
    emitter.sink("a").add("enough");
    assertThat(stopped.get().valid()).isFalse();
    leave.countDown();
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    assertThat(reference.instance().failures()).isEmpty();
    assertThat(reference.instance().state().all()).containsExactly("enough");
  }

  /** A value that counts how often it is compared. */
  private record Compared(AtomicInteger times) {
    @Override
    public boolean equals(Object other) {
      times.incrementAndGet();
      return this == other;
    }

    @Override
    public int hashCode() {
      times.incrementAndGet();
      return 0;
    }
  }

  private record Many() implements bus.api.directive.Directive<Compared> {}

  /** W35: values are found by their number, not by looking at the others. */
  @Test
  void comparesNoValuesWhenSomeComeAndGo() {
    AtomicInteger compared = new AtomicInteger();
    AtomicReference<Sink<Compared>> sink = new AtomicReference<>();
    test.bus.addHandler(Handler.of(Many.class, many -> Resolver.inline(sink::set)));
    AtomicInteger told = new AtomicInteger();
    Instance<Compared> instance =
        test.bus
            .add(
                new Many(),
                bus.api.directive.ReferenceHandler.of(
                    added -> told.incrementAndGet(), removed -> told.incrementAndGet()))
            .instance();
    List<Value<Compared>> values =
        java.util.stream.Stream.generate(() -> sink.get().add(new Compared(compared)).orElseThrow())
            .limit(5_000)
            .toList();
    values.forEach(value -> sink.get().remove(value));
    assertThat(told).hasValue(10_000);
    assertThat(instance.state().values()).isEmpty();
    assertThat(compared).hasValue(0);
  }
}
