// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.api.Bus;
import bus.api.BusException.Reason;
import bus.api.Lease;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.helper.Current;
import bus.api.helper.Held;
import bus.api.helper.Resolvers;
import bus.api.helper.Shared;
import bus.api.helper.SharedMap;
import bus.runtime.engine.EngineBus;
import bus.runtime.engine.Owner;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.osgi.util.promise.Promise;

/** Reference-counted values (25.3, 25.4, 22.17, 23.6, 23.7). */
class SharedTest {

  @AutoClose private final TestBus test = new TestBus();
  private final Log log = new Log();
  private final Deque<Runnable> losts = new ConcurrentLinkedDeque<>();
  private final AtomicInteger opened = new AtomicInteger();

  private Resolver<String> opening(String key) {
    return Resolvers.opening(
        (scope, lost) -> {
          losts.add(lost);
          String value = key + opened.incrementAndGet();
          log.note("open " + value);
          return new Held<>(value, () -> log.note("release " + value));
        });
  }

  private void awaitLog(String... entries) {
    Waits.until(() -> assertThat(log.entries()).containsExactly(entries));
  }

  /** 25.3: made when the first reference appears, released when the last goes. */
  @Test
  void isMadeForTheFirstAndReleasedAfterTheLast() throws InterruptedException {
    Shared<String> shared = Shared.of(test.bus, Duration.ZERO, () -> opening("v"));
    assertThat(log.entries()).isEmpty();
    Lease<String> first = Waits.value(shared.acquire());
    Lease<String> second = Waits.value(shared.acquire());
    assertThat(first.value()).isEqualTo("v1");
    assertThat(second.value()).isEqualTo("v1");
    first.close();
    first.close();
    assertThat(second.valid()).isTrue();
    assertThat(log.entries()).containsExactly("open v1");
    second.close();
    awaitLog("open v1", "release v1");
    try (Lease<String> third = Waits.value(shared.acquire())) {
      assertThat(third.value()).isEqualTo("v2");
    }
    awaitLog("open v1", "release v1", "open v2", "release v2");
    shared.close();
    assertThat(test.bus.directives()).isEmpty();
  }

  /** 25.3: kept for a while, if asked: who comes back in time finds the same. */
  @Test
  void isKeptForAWhile() throws InterruptedException {
    Shared<String> shared = Shared.of(test.bus, Duration.ofMinutes(5), () -> opening("v"));
    Waits.value(shared.acquire()).close();
    try (Lease<String> again = Waits.value(shared.acquire())) {
      assertThat(again.value()).isEqualTo("v1");
    }
    assertThat(test.bus.directives()).hasSize(1);
    Shared<String> soon = Shared.of(test.bus, Duration.ofMillis(5), () -> opening("w"));
    Waits.value(soon.acquire()).close();
    awaitLog("open v1", "open w2", "release w2");
    shared.close();
    awaitLog("open v1", "open w2", "release w2", "release v1");
    assertThat(test.bus.directives()).as("kept without its owner").isEmpty();
  }

  /** 25.3: invalidation re-resolves; leases of the old value end. */
  @Test
  void isMadeAgainWhenItIsLost() throws InterruptedException {
    Shared<String> shared = Shared.of(test.bus, Duration.ZERO, () -> opening("v"));
    try (Current<String> current = Current.of(test.bus, shared.directive());
        Lease<String> lease = Waits.value(shared.acquire())) {
      losts.getLast().run();
      assertThat(Waits.value(lease.ended())).isEqualTo("v1");
      assertThat(lease.valid()).isFalse();
      assertThat(Waits.value(current.when("v2"::equals))).isEqualTo("v2");
    }
    awaitLog("open v1", "release v1", "open v2", "release v2");
  }

  /** 25.4, 23.7: by key: equal keys share, others do not. */
  @Test
  void isSharedByKey() throws InterruptedException {
    SharedMap<String, String> map = SharedMap.of(test.bus, Duration.ZERO, this::opening);
    try (Lease<String> a = Waits.value(map.acquire("a"));
        Lease<String> same = Waits.value(map.acquire(new String("a")));
        Lease<String> b = Waits.value(map.acquire("b"))) {
      assertThat(a.value()).isEqualTo("a1");
      assertThat(same.value()).isEqualTo("a1");
      assertThat(b.value()).isEqualTo("b2");
    }
    Waits.until(() -> assertThat(log.entries()).hasSize(4));
    assertThat(log.entries()).contains("release a1", "release b2");
  }

  /** Two maps of one bus, two controllers of one class: none answers for the other. */
  @Test
  void isNotMixedUpWithAnotherMap() throws InterruptedException {
    SharedMap<String, String> one =
        SharedMap.of(test.bus, Duration.ZERO, key -> Resolver.of("one"));
    SharedMap<String, String> two =
        SharedMap.of(test.bus, Duration.ZERO, key -> Resolver.of("two"));
    try (Lease<String> a = Waits.value(one.acquire("k"));
        Lease<String> b = Waits.value(two.acquire("k"))) {
      assertThat(a.value()).isEqualTo("one");
      assertThat(b.value()).isEqualTo("two");
    }
  }

  /** 25.3: an error is told to who waits; who comes later tries again. */
  @Test
  void failsThoseWhoWaitWhenItCannotBeMade() throws InterruptedException {
    SharedMap<String, String> map =
        SharedMap.of(
            test.bus,
            Duration.ofMinutes(5),
            key -> {
              if (opened.incrementAndGet() < 3) {
                throw new IllegalStateException("try " + opened);
              }
              return Resolver.of("v");
            });
    assertThat(Waits.failure(map.acquire("k"))).hasMessageContaining("try 1");
    assertThat(Waits.failure(map.acquire("k"))).hasMessageContaining("try 2");
    Waits.value(map.acquire("k")).close();
  }

  /** Closing releases, whoever needs it. */
  @Test
  void endsWhenClosed() throws InterruptedException {
    Shared<String> shared = Shared.of(test.bus, Duration.ofMinutes(5), () -> opening("v"));
    Lease<String> lease = Waits.value(shared.acquire());
    shared.close();
    shared.close();
    Waits.value(lease.ended());
    awaitLog("open v1", "release v1");
    assertThatThrownBy(shared::acquire)
        .isInstanceOfSatisfying(
            bus.api.BusException.class,
            closed -> assertThat(closed.reason()).isEqualTo(Reason.CLOSED));
  }

  /** Design 4.6: it ends with the owner of its bus. */
  @Test
  void endsWithTheOwnerOfTheBus() throws InterruptedException {
    Owner owner = new Owner("controller");
    Bus own = new EngineBus(test.engine, owner);
    Shared<String> shared = Shared.of(own, Duration.ZERO, () -> opening("v"));
    Lease<String> lease = Waits.value(shared.acquire());
    owner.close();
    assertThat(lease.valid()).isFalse();
    assertThat(owner.awaitEnd(Duration.ofSeconds(10))).isZero();
    assertThat(log.entries()).containsExactly("open v1", "release v1");
    assertThatThrownBy(shared::acquire).hasMessageContaining("controller has ended");
  }

  /** 23.6: a shared value is a directive: it answers others by a mirror. */
  @Test
  void answersOtherDirectives() throws InterruptedException {
    Shared<String> shared = Shared.of(test.bus, Duration.ZERO, () -> opening("v"));
    test.bus.addHandler(
        bus.api.directive.Handler.of(
            bus.runtime.fixture.Ask.class,
            ask -> Resolvers.mirroring(test.bus, shared.directive())));
    try (Reference<String> reference = test.bus.add(bus.runtime.fixture.Ask.of("a"))) {
      Promise<String> value = test.bus.first(bus.runtime.fixture.Ask.of("a"));
      assertThat(Waits.value(value)).isEqualTo("v1");
      assertThat(log.entries()).containsExactly("open v1");
    }
    awaitLog("open v1", "release v1");
  }
}
