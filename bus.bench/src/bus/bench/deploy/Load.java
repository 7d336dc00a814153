// SPDX-License-Identifier: Apache-2.0
package bus.bench.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Four threads that ask again and again, and count how often they got no answer. */
final class Load implements AutoCloseable {
  private static final int THREADS = 4;
  private static final double PAUSE_MS = 0.2;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong longestOutage = new AtomicLong();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  /** Starts the load; a request says whether it was answered. */
  Load(BooleanSupplier request) {
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> run(request), "load-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
  }

  private void run(BooleanSupplier request) {
    long lastGood = System.nanoTime();
    boolean good = true;
    while (!ended) {
      boolean answered = request.getAsBoolean();
      long now = System.nanoTime();
      requests.incrementAndGet();
      if (!answered) {
        failures.incrementAndGet();
        good = false;
      } else {
        if (!good) {
          longestOutage.accumulateAndGet(now - lastGood, Math::max);
        }
        good = true;
        lastGood = now;
      }
      Pause.ms(PAUSE_MS);
    }
    if (!good) {
      longestOutage.accumulateAndGet(System.nanoTime() - lastGood, Math::max);
    }
  }

  long requests() {
    return requests.get();
  }

  long failures() {
    return failures.get();
  }

  /** Returns the longest time from the last good answer to the next one, if one failed between. */
  double longestOutage() {
    return longestOutage.get() / 1e6;
  }

  @Override
  public void close() throws InterruptedException {
    ended = true;
    for (Thread thread : threads) {
      thread.join(10_000);
    }
  }
}
