// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import hot.deployer.leak.Insides.Shut;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The platform threads of the JVM; it does not list the virtual ones. */
final class LiveThreads {

  private static final int MORE = 16;

  private LiveThreads() {}

  static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + MORE];
    int count = root.enumerate(threads, true);
    while (count == threads.length) {
      threads = new Thread[threads.length * 2];
      count = root.enumerate(threads, true);
    }
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(threads[i]);
    }
    return all;
  }

  /** Names a thread as all findings do. */
  static String name(Thread thread) {
    return "thread \"" + thread.getName() + "\"";
  }

  /** Returns what a thread was made to run, null if nothing or if its class says it. */
  static @Nullable Object runnable(Thread thread) throws Shut {
    if (Runtime.version().feature() < 19) {
      return Insides.read(Thread.class, thread, "target");
    }
    Object holder = Insides.read(Thread.class, thread, "holder");
    return holder == null ? null : Insides.read(holder, "task");
  }
}
