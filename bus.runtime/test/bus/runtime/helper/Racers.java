// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a few tasks at the same time, again and again, each time from one start. */
final class Racers implements AutoCloseable {

  private static final long SECONDS = 30;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "racer");
            thread.setDaemon(true);
            return thread;
          });

  /** Something that a racer does. */
  @FunctionalInterface
  interface Task {
    void run() throws Exception;
  }

  void race(Task... tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(tasks.length);
    List<Future<?>> ends = new ArrayList<>();
    for (Task task : tasks) {
      ends.add(
          threads.submit(
              () -> {
                start.await(SECONDS, TimeUnit.SECONDS);
                task.run();
                return null;
              }));
    }
    for (Future<?> end : ends) {
      end.get(SECONDS, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
