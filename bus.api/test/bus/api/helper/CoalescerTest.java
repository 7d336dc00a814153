// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class CoalescerTest {

  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void runsOnTheThreadThatAsks() {
    List<Thread> threads = new ArrayList<>();
    new Coalescer(() -> threads.add(Thread.currentThread())).run();

    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void runsOnceMoreWhenTheTaskAsksForItself() {
    Coalescer[] self = new Coalescer[1];
    self[0] =
        new Coalescer(
            () -> {
              if (runs.incrementAndGet() == 1) {
                self[0].run();
                self[0].run();
              }
            });
    self[0].run();

    assertThat(runs).hasValue(2);
  }

  @Test
  void doesWhatWasAskedForDuringARunThatFailed() {
    Coalescer[] self = new Coalescer[1];
    self[0] =
        new Coalescer(
            () -> {
              if (runs.incrementAndGet() == 1) {
                self[0].run();
                throw new IllegalStateException("first");
              }
            });

    assertThatThrownBy(() -> self[0].run()).hasMessage("first");
    assertThat(runs).hasValue(2);
    self[0].run();
    assertThat(runs).hasValue(3);
  }

  @Test
  void addsALaterFailureToTheFirst() {
    Coalescer[] self = new Coalescer[1];
    self[0] =
        new Coalescer(
            () -> {
              int run = runs.incrementAndGet();
              if (run == 1) {
                self[0].run();
              }
              throw new IllegalStateException("run " + run);
            });

    assertThatThrownBy(() -> self[0].run())
        .hasMessage("run 1")
        .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("run 2"));
  }

  /** The last run sees the last change, whoever makes it; no two runs overlap. */
  @Test
  void seesTheLastChangeOfManyThreads() throws Exception {
    for (int round = 0; round < 300; round++) {
      AtomicInteger source = new AtomicInteger();
      AtomicInteger seen = new AtomicInteger();
      AtomicInteger inside = new AtomicInteger();
      AtomicInteger overlaps = new AtomicInteger();
      Coalescer coalescer =
          new Coalescer(
              () -> {
                if (inside.incrementAndGet() != 1) {
                  overlaps.incrementAndGet();
                }
                seen.set(source.get());
                inside.decrementAndGet();
              });
      ask(3, 50, source, coalescer);

      assertThat(seen).hasValue(150);
      assertThat(overlaps).hasValue(0);
    }
  }

  private static void ask(int threads, int times, AtomicInteger source, Coalescer coalescer)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CountDownLatch start = new CountDownLatch(1);
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(
            pool.submit(
                () -> {
                  start.await();
                  for (int n = 0; n < times; n++) {
                    source.incrementAndGet();
                    coalescer.run();
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : done) {
        one.get(10, TimeUnit.SECONDS);
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
