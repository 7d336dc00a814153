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
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users, values, forced ends and coming and going bridges on several buses, each bridged with each,
 * on several threads.
 */
class BridgeStressTest {

  private static final int THREADS = 4;
  private static final int NAMES = 6;
  private static final int LIMITED = 5;

  private final List<TestBus> buses = new ArrayList<>();
  private final Map<String, Sink<String>> sinks = new ConcurrentHashMap<>();
  private final Queue<User> users = new ConcurrentLinkedQueue<>();
  private final Queue<Pair> bridges = new ConcurrentLinkedQueue<>();
  private final AtomicLong numbers = new AtomicLong();

  /** A reference of the test on one bus. */
  private record User(int name, Reference<String> reference, Recorder<String> recorder) {}

  /** A bridge of the test. */
  private record Pair(int from, int to, Registration registration) {}

  /** W40, 33.25: at rest each bus shows each value once, and nothing is left in the end. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void showsEachValueOnceAndHoldsNothing(int count) throws InterruptedException {
    for (StressRun round : StressRun.ordinary(40 + count, Duration.ofSeconds(1)).rounds()) {
      new BridgeStressTest().showsEachValueOnce(count, round);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  @Tag("slow")
  void showsEachValueOnceForLong(int count) throws InterruptedException {
    for (StressRun round : StressRun.slow(Duration.ofSeconds(30)).rounds()) {
      new BridgeStressTest().showsEachValueOnce(count, round);
    }
  }

  private void showsEachValueOnce(int count, StressRun run) throws InterruptedException {
    open(count);
    CountDownLatch done = new CountDownLatch(THREADS);
    long end = run.end();
    for (int i = 0; i < THREADS; i++) {
      Random random = run.random(i);
      Thread thread = new Thread(() -> mutate(random, end, done), "bridge-stress-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    assertThat(done.await(run.time().toSeconds() + 30, TimeUnit.SECONDS))
        .as("all threads ended, " + run)
        .isTrue();
    Waits.until(() -> check(run.toString()));
    users.forEach(user -> user.reference().release());
    for (TestBus bus : buses) {
      Waits.until(() -> assertThat(bus.bus.directives()).as("live, " + run).isEmpty());
      Waits.until(() -> assertThat(bus.threads.busy()).as("busy, " + run).isEmpty());
    }
    for (User user : users) {
      assertThat(user.recorder().breaches()).as(run.toString()).isEmpty();
    }
    buses.forEach(TestBus::close);
  }

  private void open(int count) {
    for (int i = 0; i < count; i++) {
      TestBus bus = new TestBus();
      int number = i;
      bus.bus.addHandler(
          Handler.of(
              Ask.class,
              ask -> Resolver.inline(sink -> sinks.put(number + "/" + ask.name(), sink))));
      buses.add(bus);
    }
    for (int from = 0; from < count; from++) {
      for (int to = 0; to < count; to++) {
        if (from != to) {
          bridges.add(bridge(from, to));
        }
      }
    }
  }

  private Pair bridge(int from, int to) {
    return new Pair(from, to, buses.get(from).bus.bridge(buses.get(to).bus, BridgeTest.ALL));
  }

  private void check(String run) {
    for (User user : users) {
      if (user.reference().released()) {
        continue;
      }
      List<String> present = user.reference().instance().state().all();
      assertThat(user.recorder().live()).as(run).isEqualTo(present);
      assertThat(user.reference().instance().state().idle()).as("idle, " + run).isTrue();
      if (user.name() == LIMITED) {
        assertThat(present).as(run).hasSizeLessThanOrEqualTo(2).doesNotHaveDuplicates();
      } else {
        assertThat(present).as(run).containsExactlyInAnyOrderElementsOf(emitted(user.name()));
      }
    }
  }

  private List<String> emitted(int name) {
    List<String> all = new ArrayList<>();
    for (int bus = 0; bus < buses.size(); bus++) {
      Sink<String> sink = sinks.get(bus + "/n" + name);
      if (sink != null && sink.valid()) {
        sink.values().forEach(value -> all.add(value.value()));
      }
    }
    return all;
  }

  private void mutate(Random random, long end, CountDownLatch done) {
    List<User> mine = new ArrayList<>();
    while (System.nanoTime() < end) {
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> mine.add(add(random));
        case 3, 4, 5 -> {
          if (!mine.isEmpty()) {
            mine.remove(random.nextInt(mine.size())).reference().release();
          }
        }
        case 6 -> rarely(mine, random);
        default -> useSink(random);
      }
      if (mine.size() > 8) {
        mine.remove(0).reference().release();
      }
    }
    done.countDown();
  }

  private void rarely(List<User> mine, Random random) {
    int what = random.nextInt(40);
    if (what == 0 && !mine.isEmpty()) {
      mine.get(random.nextInt(mine.size())).reference().instance().close();
    } else if (what == 1) {
      Pair old = bridges.poll();
      if (old != null) {
        old.registration().close();
        bridges.add(bridge(old.from(), old.to()));
      }
    }
  }

  private User add(Random random) {
    int name = random.nextInt(NAMES);
    ValueOptions options =
        switch (name) {
          case LIMITED -> ValueOptions.DEFAULT.withHardLimit(2);
          case 1 -> ValueOptions.DEFAULT.withUnreferencedDelay(Duration.ofMillis(3));
          default -> ValueOptions.DEFAULT;
        };
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference =
        buses.get(random.nextInt(buses.size())).bus.add(new Ask("n" + name, options), recorder);
    User user = new User(name, reference, recorder);
    users.add(user);
    return user;
  }

  private void useSink(Random random) {
    int bus = random.nextInt(buses.size());
    Sink<String> sink = sinks.get(bus + "/n" + random.nextInt(NAMES));
    if (sink == null) {
      return;
    }
    List<Value<String>> present = sink.values();
    String fresh = "v" + numbers.incrementAndGet();
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        if (present.size() < 4) {
          sink.add(fresh);
        }
      }
      case 2 -> sink.set(fresh);
      case 3 -> sink.clear();
      default -> present.stream().findFirst().ifPresent(value -> sink.replace(value, fresh));
    }
  }
}
