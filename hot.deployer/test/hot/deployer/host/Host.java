// SPDX-License-Identifier: Apache-2.0
package hot.deployer.host;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** What plugins in tests share with the test: a package of the host that they import. */
public final class Host {

  /** What plugins say, in order. */
  public static final Queue<String> SAID = new ConcurrentLinkedQueue<>();

  /** Where a plugin leaves something, or finds something. */
  public static final Map<String, Object> SHARED = new ConcurrentHashMap<>();

  /** A thread-local of the host. */
  public static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();

  /** A pooled thread of the host. */
  public static final ScheduledThreadPoolExecutor WORKER = pool("host-worker");

  /** A scheduler of the host. */
  public static final ScheduledThreadPoolExecutor SCHEDULER = pool("host-scheduler");

  private static volatile CountDownLatch end = new CountDownLatch(1);

  private Host() {}

  private static ScheduledThreadPoolExecutor pool(String name) {
    ScheduledThreadPoolExecutor pool =
        new ScheduledThreadPoolExecutor(1, work -> daemon(new Thread(work, name)));
    // Now, so that it inherits nothing from the plugin that needs it first.
    pool.prestartCoreThread();
    return pool;
  }

  /** Makes a thread one that does not keep the JVM. */
  public static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }

  /** Makes a thread that inherits nothing from the caller and waits. */
  public static Thread neutral(String name) throws ExecutionException, InterruptedException {
    return WORKER.submit(() -> daemon(new Thread(Host::await, name))).get();
  }

  /** Waits until the test is over. */
  public static void await() {
    try {
      end.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets all threads go that wait. */
  public static void letGo() {
    end.countDown();
    end = new CountDownLatch(1);
  }
}
