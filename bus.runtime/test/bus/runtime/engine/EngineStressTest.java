// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.directive.ValueOptions;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.StressRun;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random adds, merges, releases, values, removals and coming and going handlers on several threads.
 */
class EngineStressTest {

  private static final int THREADS = 4;
  private static final int NAMES = 12;

  private final Queue<Listening> everyone = new ConcurrentLinkedQueue<>();
  private final Queue<Sink<String>> sinks = new ConcurrentLinkedQueue<>();

  /** A reference of the test and what it was told. */
  private record Listening(Reference<String> reference, Recorder<String> recorder) {}

  /** W11-W14, W27, W9, design 4.4: the invariants of one reference under all that at once. */
  @Test
  void keepsItsPromisesUnderRandomLoad() throws InterruptedException {
    for (StressRun round : StressRun.ordinary(3_324, Duration.ofSeconds(2)).rounds()) {
      new EngineStressTest().keepsItsPromises(round);
    }
  }

  @Test
  @Tag("slow")
  void keepsItsPromisesUnderRandomLoadForLong() throws InterruptedException {
    for (StressRun round : StressRun.slow(Duration.ofSeconds(60)).rounds()) {
      new EngineStressTest().keepsItsPromises(round);
    }
  }

  private void keepsItsPromises(StressRun run) throws InterruptedException {
    try (TestBus test = new TestBus()) {
      CountDownLatch done = new CountDownLatch(THREADS);
      long end = run.end();
      for (int i = 0; i < THREADS; i++) {
        Random random = run.random(i);
        Thread thread = new Thread(() -> mutate(test, random, end, done), "stress-" + i);
        thread.setDaemon(true);
        thread.start();
      }
      assertThat(done.await(run.time().toSeconds() + 20, TimeUnit.SECONDS))
          .as("all threads ended, " + run)
          .isTrue();
      Waits.until(() -> check(test, run));
      everyone.forEach(each -> each.reference().release());
      Waits.until(() -> assertThat(test.bus.directives()).as("live, " + run).isEmpty());
      Waits.until(() -> assertThat(test.threads.busy()).as("busy, " + run).isEmpty());
      for (Listening each : everyone) {
        assertThat(each.recorder().breaches()).as("at the end, " + run).isEmpty();
      }
      assertThat(sinks).allSatisfy(sink -> assertThat(sink.add("late")).isEmpty());
    }
  }

  /**
   * At rest each open reference knows exactly the present values; each that saw the end knows none.
   */
  private void check(TestBus test, StressRun run) {
    int open = 0;
    for (Listening each : everyone) {
      List<String> events = each.recorder().events();
      assertThat(each.recorder().breaches()).as(run.toString()).isEmpty();
      if (!each.reference().released()) {
        open++;
        assertThat(each.recorder().live())
            .as(run.toString())
            .isEqualTo(
                each.reference().instance().state().values().stream().map(Value::value).toList());
        assertThat(events).doesNotContain("disposed");
      } else if (events.contains("disposed")) {
        assertThat(each.recorder().live()).isEmpty();
      }
    }
    int referenced = test.bus.directives().stream().mapToInt(each -> each.strongReferences()).sum();
    int weak = test.bus.directives().stream().mapToInt(each -> each.weakReferences()).sum();
    assertThat(referenced + weak).as("references, " + run).isEqualTo(open);
    assertThat(test.bus.directives())
        .filteredOn(each -> each.strongReferences() == 0)
        .as("live without a strong reference, " + run)
        .isEmpty();
    assertThat(test.bus.directives())
        .as("idle at rest, " + run)
        .allSatisfy(each -> assertThat(each.idle()).isTrue());
  }

  private void mutate(TestBus test, Random random, long end, CountDownLatch done) {
    List<Listening> mine = new ArrayList<>();
    List<Registration> handlers = new ArrayList<>();
    while (System.nanoTime() < end) {
      switch (random.nextInt(12)) {
        case 0, 1, 2 -> mine.add(add(test, random));
        case 3, 4, 5 -> takeAny(mine, random).ifPresent(each -> each.reference().release());
        case 6 -> handlers.add(test.bus.addHandler(handler(random.nextInt(6))));
        case 7 -> takeAny(handlers, random).ifPresent(Registration::close);
        case 8 ->
            takeAny(new ArrayList<>(mine), random)
                .filter(each -> random.nextInt(8) == 0)
                .ifPresent(each -> each.reference().instance().close());
        default -> useSink(random);
      }
      if (mine.size() > 60) {
        mine.remove(0).reference().release();
      }
      if (handlers.size() > 4) {
        handlers.remove(0).close();
      }
    }
    done.countDown();
  }

  private static <T> java.util.Optional<T> takeAny(List<T> list, Random random) {
    return list.isEmpty()
        ? java.util.Optional.empty()
        : java.util.Optional.of(list.remove(random.nextInt(list.size())));
  }

  private Listening add(TestBus test, Random random) {
    int n = random.nextInt(NAMES);
    ValueOptions options =
        switch (n % 4) {
          case 0 -> ValueOptions.DEFAULT;
          case 1 -> ValueOptions.SINGLE;
          case 2 ->
              ValueOptions.DEFAULT.withSoftLimit(2).withUnreferencedDelay(Duration.ofMillis(3));
          default -> ValueOptions.DEFAULT.withHardLimit(3);
        };
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = test.bus.add(new Ask("n" + n, options), recorder);
    Listening listening = new Listening(reference, recorder);
    if (random.nextInt(4) == 0) {
      Recorder<String> weak = new Recorder<>();
      Listening other = new Listening(reference.instance().addWeakReference(weak), weak);
      everyone.add(other);
    }
    everyone.add(listening);
    return listening;
  }

  private Handler handler(int kind) {
    return Handler.of(Ask.class, ask -> kind == 5 ? null : resolver(kind));
  }

  private Resolver<String> resolver(int kind) {
    return switch (kind) {
      case 0 -> Resolver.inline(sinks::add);
      case 1 ->
          Resolver.blocking(
              (scope, sink) -> {
                sinks.add(sink);
                sink.add("blocking");
                sink.markIdle(true);
                scope.await();
              });
      case 2 ->
          Resolver.inline(
              sink -> {
                sink.attach(Resolver.of("child"));
                sink.add("parent");
                sinks.add(sink);
              });
      case 3 ->
          Resolver.inline(
              sink -> {
                throw new IllegalStateException("stress, expected");
              });
      default -> Resolver.of("constant");
    };
  }

  private void useSink(Random random) {
    Sink<String> sink = sinks.poll();
    if (sink == null) {
      return;
    }
    List<Value<String>> present = sink.values();
    switch (random.nextInt(5)) {
      case 0 -> sink.add("added");
      case 1 -> sink.set("set" + random.nextInt(3));
      case 2 -> sink.clear();
      case 3 -> present.stream().findFirst().ifPresent(value -> sink.replace(value, "replaced"));
      default -> present.stream().findFirst().ifPresent(sink::remove);
    }
    if (sink.valid()) {
      sinks.add(sink);
    }
  }
}
