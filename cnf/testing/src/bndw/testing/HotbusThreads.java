// SPDX-License-Identifier: Apache-2.0
package bndw.testing;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the live threads that Hotbus made: the bus's own source and the named executors. */
final class HotbusThreads {

  private static final Pattern NAMES = Pattern.compile("bus-\\d+(-.*)?|hotbus-.*");

  private HotbusThreads() {}

  static Set<HotbusThread> live() {
    Set<HotbusThread> found = new HashSet<>();
    for (Thread thread : platformThreads()) {
      if (thread != null && thread.isAlive() && NAMES.matcher(thread.getName()).matches()) {
        found.add(new HotbusThread(thread.getId(), thread.getName(), place(thread)));
      }
    }
    found.addAll(VirtualThreads.live());
    return found;
  }

  private static Thread[] platformThreads() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    Thread[] threads = new Thread[root.activeCount() + 64];
    root.enumerate(threads);
    return threads;
  }

  /** Returns the innermost method that is not of the JDK. */
  private static String place(Thread thread) {
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (!frame.getClassName().startsWith("java.") && !frame.getClassName().startsWith("jdk.")) {
        return frame.getClassName() + "." + frame.getMethodName();
      }
    }
    return "";
  }
}
