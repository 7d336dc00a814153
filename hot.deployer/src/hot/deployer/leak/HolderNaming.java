// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder;
import bus.api.plugin.Leak.Holder.Kind;
import java.util.List;

/** Says in words a person knows what a path in the heap means. */
final class HolderNaming {

  /** What a class on the path tells, the most telling first. */
  private record Rule(String className, Kind kind, String cure) {}

  private static final List<Rule> RULES =
      List.of(
          new Rule(
              "java.lang.ApplicationShutdownHooks",
              Kind.SHUTDOWN_HOOK,
              "call Runtime.removeShutdownHook when the controller closes"),
          new Rule(
              "java.sql.DriverManager",
              Kind.JDBC_DRIVER,
              "call DriverManager.deregisterDriver when the controller closes"),
          new Rule(
              "com.sun.jmx.mbeanserver", Kind.MBEAN, "unregister it when the controller closes"),
          new Rule(
              "java.util.ServiceLoader",
              Kind.SERVICE_LOADER,
              "do not keep a ServiceLoader that has seen the plugin"),
          new Rule(
              ".ThreadLocal$ThreadLocalMap",
              Kind.THREAD_LOCAL,
              "call ThreadLocal.remove() on the thread that has set it"),
          new Rule(
              "java.util.TimerThread", Kind.TIMER, "cancel the timer when the controller closes"),
          new Rule(
              "java.util.TaskQueue", Kind.TIMER, "cancel the timer when the controller closes"),
          new Rule(
              "ScheduledThreadPoolExecutor",
              Kind.TIMER,
              "shut the executor down when the controller closes"),
          new Rule(
              ".framework.util.ListenerInfo",
              Kind.LISTENER,
              "remove the listener when the controller closes"),
          new Rule(
              ".framework.ServiceRegistrationImpl",
              Kind.SERVICE,
              "register it with the plugin's own bundle context"));

  private HolderNaming() {}

  static Holder holder(HeapPath path) {
    if (path.soft() || (path.insideJdk() && path.passes("java.lang.invoke."))) {
      return holder(Kind.CACHE, path, "");
    }
    for (Rule rule : RULES) {
      if (path.passes(rule.className)) {
        return holder(rule.kind, path, rule.cure);
      }
    }
    return path.thread()
        ? holder(Kind.THREAD, path, "end the thread when the controller closes")
        : holder(Kind.REFERENCE, path, "take the plugin's objects out when the controller closes");
  }

  private static Holder holder(Kind kind, HeapPath path, String cure) {
    String last = path.steps().isEmpty() ? "" : path.steps().get(path.steps().size() - 1);
    String what = path.root() + (path.soft() ? " reaches softly " : " reaches ") + last;
    return new Holder(kind, what, cure, path.steps());
  }
}
