// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.runtime.fixture.Waits;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The bus's own source of threads (design 4.9). */
class ThreadsTest {

  @AutoClose private final Threads threads = new Threads();

  /** Runs something that waits for a latch; returns the thread when it runs. */
  private Thread run(String owner, CountDownLatch leave) throws InterruptedException {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    CountDownLatch running = new CountDownLatch(1);
    threads.start(
        owner,
        () -> {
          seen.add(Thread.currentThread());
          running.countDown();
          await(leave);
        });
    Waits.on(running);
    return seen.iterator().next();
  }

  private static void await(CountDownLatch latch) {
    try {
      Waits.on(latch);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** Design 4.9: knows the owner of each busy thread. */
  @Test
  void knowsForWhomThreadsAreBusy() throws InterruptedException {
    CountDownLatch leave = new CountDownLatch(1);
    run("two", leave);
    Thread one = run("one", leave);
    assertThat(threads.busy()).containsExactly("one", "two");
    assertThat(one.isDaemon()).isTrue();
    leave.countDown();
    Waits.until(() -> assertThat(threads.busy()).isEmpty());
  }

  /** Design 1.4: no thread that may have run unloaded code is used again. */
  @Test
  void usesNoThreadAgainAfterItWasRenewed() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(0);
    CountDownLatch leave = new CountDownLatch(1);
    Thread busy = run("busy", leave);
    Thread idle = run("idle", done);
    threads.renew();
    Waits.until(() -> assertThat(idle.isAlive()).isFalse());
    assertThat(busy.isAlive()).isTrue();
    assertThat(threads.busy()).containsExactly("busy");
    leave.countDown();
    Waits.until(() -> assertThat(busy.isAlive()).isFalse());
    assertThat(run("next", done)).isNotIn(idle, busy);
  }

  /** Renewing under load loses no work. */
  @Test
  void losesNoWorkWhileItIsRenewed() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(300);
    AtomicBoolean end = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(1);
    Thread renewer =
        new Thread(
            () -> {
              while (!end.get()) {
                threads.renew();
                LockSupport.parkNanos(200_000);
              }
              ended.countDown();
            });
    renewer.start();
    for (int i = 0; i < 300; i++) {
      threads.start("work", all::countDown);
    }
    Waits.on(all);
    end.set(true);
    Waits.on(ended);
  }

  /** Nothing runs after the close. */
  @Test
  void refusesWorkWhenItIsClosed() {
    threads.close();
    threads.renew();
    assertThatThrownBy(() -> threads.start("late", () -> {}))
        .isInstanceOf(RejectedExecutionException.class);
    assertThat((Object) threads.later(Duration.ZERO, () -> {})).isNull();
  }
}
