// SPDX-License-Identifier: Apache-2.0
package bus.itest;

import static org.assertj.core.api.Assertions.assertThat;

import bus.runtime.engine.Threads;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Test classes for {@link ThreadLeakTest} to run; by their names no other run finds them. */
final class ThreadLeakSamples {

  /** Ends what the samples have left. */
  static final List<AutoCloseable> LEFT = new CopyOnWriteArrayList<>();

  private ThreadLeakSamples() {}

  static void endAll() throws Exception {
    for (AutoCloseable each : LEFT) {
      each.close();
    }
    LEFT.clear();
  }

  static final class LeavesABus {

    @Test
    void opensOne() {
      Threads threads = new Threads();
      threads.later(Duration.ofHours(1), () -> {});
      LEFT.add(threads);
    }
  }

  static final class LeavesWork {

    private static Threads threads;

    @BeforeAll
    static void open() {
      threads = new Threads();
    }

    @Test
    void startsWork() {
      Thread[] worker = new Thread[1];
      CountDownLatch wanted = new CountDownLatch(1);
      CountDownLatch begun = new CountDownLatch(1);
      threads.start(
          "work",
          () -> {
            worker[0] = Thread.currentThread();
            begun.countDown();
            awaited(wanted);
          });
      LEFT.add(wanted::countDown);
      LEFT.add(() -> worker[0].join(Duration.ofSeconds(10).toMillis()));
      assertThat(awaited(begun)).isTrue();
    }

    @AfterAll
    static void close() {
      threads.close();
    }
  }

  static final class LeavesAnExecutor {

    @Test
    void startsAThread() {
      CountDownLatch end = new CountDownLatch(1);
      Thread thread = new Thread(() -> awaited(end), "hotbus-sample");
      thread.start();
      LEFT.add(end::countDown);
    }
  }

  static final class LeavesNothing {

    @Test
    void closesItsBus() {
      try (Threads threads = new Threads()) {
        threads.start("work", () -> {});
      }
    }
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
