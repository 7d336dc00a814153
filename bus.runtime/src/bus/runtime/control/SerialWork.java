// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.runtime.engine.Foreign;
import bus.runtime.engine.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that is done one piece after the other, on threads of the bus; it costs none while there is
 * nothing to do.
 *
 * <p>Thread-safe. The lock guards the queue and the flag; pieces run with no lock held and may
 * block.
 */
final class SerialWork {

  private static final Logger LOG = LoggerFactory.getLogger(SerialWork.class);

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Threads threads;
  private final String owner;
  private final Object lock = new Object();
  private final Deque<Runnable> pieces = new ArrayDeque<>();
  private boolean running;

  SerialWork(Threads threads, String owner) {
    this.threads = threads;
    this.owner = owner;
  }

  /** Does a piece of work after those that were submitted before; what a piece throws is logged. */
  void submit(Runnable piece) {
    synchronized (lock) {
      pieces.add(piece);
      if (running) {
        return;
      }
      running = true;
    }
    try {
      threads.start(owner, () -> run(true));
    } catch (RejectedExecutionException closed) {
      // The bus is closed: what is left to do is to stop things, which must not be lost.
      run(false);
    }
  }

  /**
   * Does a piece of work after those that were submitted before, and waits for its answer; not to
   * be called by a piece of this work.
   *
   * @throws IllegalStateException if the piece failed, which is logged
   */
  <T> T call(Supplier<T> piece) {
    AtomicReference<@Nullable T> answer = new AtomicReference<>();
    CountDownLatch done = new CountDownLatch(1);
    submit(
        () -> {
          try {
            answer.set(piece.get());
          } finally {
            done.countDown();
          }
        });
    while (!Bounded.awaitUninterruptibly(done, PATIENCE)) {
      LOG.warn("work is busy for long owner={}", owner);
    }
    T value = answer.get();
    if (value == null) {
      throw new IllegalStateException("a piece of the work of " + owner + " failed");
    }
    return value;
  }

  private void run(boolean onOwnThread) {
    while (true) {
      Runnable piece;
      synchronized (lock) {
        piece = pieces.poll();
        if (piece == null) {
          running = false;
          return;
        }
      }
      Foreign.callback(LOG, "work", owner, piece::run);
      if (onOwnThread) {
        // Left behind by foreign code that threw an InterruptedException; the next piece is not
        // meant.
        Thread.interrupted();
      }
    }
  }
}
