// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run foreign code: virtual ones where the JVM has them, otherwise pooled ones,
 * which are replaced by new ones when code is unloaded. Thread-safe.
 */
final class WorkerPool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WorkerPool.class);

  private final ThreadFactory factory;
  private final boolean pooled;
  private final Object lock = new Object();

  /** Replaced under {@code lock}. */
  private volatile ExecutorService threads;

  private boolean closed;

  WorkerPool(ThreadFactory factory) {
    this.factory = factory;
    ExecutorService virtual = virtualThreads();
    pooled = virtual == null;
    threads = virtual == null ? pool() : virtual;
  }

  void execute(Runnable work) {
    while (true) {
      ExecutorService current = threads;
      try {
        current.execute(work);
        return;
      } catch (RejectedExecutionException rejected) {
        if (current == threads) {
          throw rejected;
        }
      }
    }
  }

  /** Idle threads end now, busy ones with their work. Virtual ones are not used twice anyway. */
  void renew() {
    ExecutorService old;
    synchronized (lock) {
      if (closed || !pooled) {
        return;
      }
      old = threads;
      threads = pool();
    }
    old.shutdown();
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
    }
    threads.shutdown();
  }

  private ExecutorService pool() {
    return new ThreadPoolExecutor(
        0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /**
   * The JDK's executor of virtual threads, looked up by name because this is compiled for Java 17.
   */
  private static @Nullable ExecutorService virtualThreads() {
    if (Runtime.version().feature() < 21) {
      return null;
    }
    try {
      Class<?> builderType = Class.forName("java.lang.Thread$Builder$OfVirtual");
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      builder =
          builderType
              .getMethod("inheritInheritableThreadLocals", boolean.class)
              .invoke(builder, false);
      Object factory = builderType.getMethod("factory").invoke(builder);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException unsupported) {
      LOG.info("no virtual threads, using pooled ones reason={}", unsupported.toString());
      return null;
    }
  }
}
