// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.Lease;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Sink;
import bus.api.helper.Current;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.api.helper.SharedMap;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** W23, 25.3: what was opened is released once, and one at a time, whatever threads do. */
class SharedRaceTest {

  @AutoClose private final TestBus test = new TestBus();
  @AutoClose private final Racers racers = new Racers();
  private final Ledger ledger = new Ledger();
  private final Deque<Runnable> losts = new ConcurrentLinkedDeque<>();

  private Held<String> open(Runnable lost) {
    losts.add(lost);
    return new Held<>("v", ledger.enter());
  }

  private void loseSome() {
    Runnable lost = losts.poll();
    while (lost != null) {
      lost.run();
      lost = losts.poll();
    }
  }

  @Test
  void sharedValuesAreReleasedOnce() throws Exception {
    SharedMap<Integer, String> map =
        SharedMap.of(
            test.bus, Duration.ZERO, key -> Resolvers.opening((scope, lost) -> open(lost)));
    Racers.Task user =
        () -> {
          Random random = new Random();
          for (int i = 0; i < 400; i++) {
            try (Lease<String> lease = Waits.value(map.acquire(random.nextInt(3)))) {
              assertThat(lease.value()).isEqualTo("v");
            }
            if (i % 20 == 0) {
              loseSome();
            }
          }
        };
    racers.race(user, user, user);
    Waits.until(() -> assertThat(test.bus.directives()).isEmpty());
    Waits.until(ledger::assertEachUndoneOnce);
    assertThat(ledger.done()).isPositive();
  }

  /** Lost, released by those who asked, and its handler taken away: all at the same time. */
  @Test
  void anOpeningIsReleasedOnceWhateverEndsIt() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      var handler =
          test.bus.addHandler(
              Handler.of(Ask.class, ask -> Resolvers.opening((scope, lost) -> open(lost))));
      Reference<String> reference = test.bus.add(Ask.single("a"));
      racers.race(this::loseSome, reference::release, handler::close);
    }
    Waits.until(() -> assertThat(test.threads.busy()).isEmpty());
    ledger.assertEachUndoneOnce();
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 22.7: at rest the current value is one that is there, whatever came and went before. */
  @Test
  void currentValueIsAPresentOneAtRest() throws Exception {
    Emitter emitter = new Emitter();
    test.bus.addHandler(emitter);
    try (Current<String> current =
        Current.accepting(test.bus, Ask.of("a"), value -> !value.startsWith("no"))) {
      AtomicReference<Optional<String>> told = new AtomicReference<>(Optional.empty());
      current.onChange(told::set);
      for (int i = 0; i < 2_000; i++) {
        Sink<String> sink = emitter.sink("a");
        String name = "v" + i;
        racers.race(
            () -> sink.add("no"),
            () -> sink.add(name).ifPresent(sink::remove),
            () -> sink.add(name + "'"));
        // All calls have returned, and with them whoever delivered for them.
        assertThat(current.get()).hasValue(name + "'");
        assertThat(told.get()).hasValue(name + "'");
        sink.clear();
        assertThat(told.get()).isEmpty();
      }
    }
  }
}
