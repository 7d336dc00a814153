// SPDX-License-Identifier: Apache-2.0
package hot.deployer.leak;

import bus.api.plugin.Leak.Holder.Kind;
import hot.deployer.leak.Insides.Shut;
import java.security.ProtectionDomain;

/** Threads that run code of the plugin, or that have inherited from it. */
final class ThreadSearch implements Search {

  private static final String END_IT = "end the thread when the controller closes";
  private static final String NEUTRAL =
      "make the thread where no code of the plugin is on the stack, or let it end";

  @Override
  public String places() {
    return "what threads run";
  }

  @Override
  public void look(Suspect suspect, Findings findings) throws Shut {
    Shut shut = null;
    for (Thread thread : LiveThreads.all()) {
      seen(thread, suspect, findings);
      try {
        hidden(thread, suspect, findings);
      } catch (Shut closed) {
        shut = closed;
      }
    }
    if (shut != null) {
      throw shut;
    }
  }

  private static void seen(Thread thread, Suspect suspect, Findings findings) {
    String name = LiveThreads.name(thread);
    if (suspect.owns(thread)) {
      add(findings, name + " is a " + thread.getClass().getName(), END_IT);
    }
    if (suspect.ownsLoader(thread.getContextClassLoader())) {
      add(
          findings,
          name + " has the plugin's class loader as its context class loader",
          "end the thread, or set its context class loader back");
    }
    Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    if (suspect.owns(handler)) {
      add(findings, name + " has the handler " + handler.getClass().getName(), END_IT);
    }
  }

  private static void hidden(Thread thread, Suspect suspect, Findings findings) throws Shut {
    Object runnable = LiveThreads.runnable(thread);
    if (runnable != null && suspect.owns(runnable)) {
      add(findings, LiveThreads.name(thread) + " runs " + runnable.getClass().getName(), END_IT);
    }
    if (inherits(thread, suspect)) {
      add(
          findings,
          LiveThreads.name(thread) + " has inherited the plugin's access control context",
          NEUTRAL);
    }
  }

  /** A thread keeps the protection domains of the code that made it; until Java 24. */
  private static boolean inherits(Thread thread, Suspect suspect) throws Shut {
    if (Runtime.version().feature() >= 24) {
      return false;
    }
    Object context = Insides.read(Thread.class, thread, "inheritedAccessControlContext");
    Object domains = context == null ? null : Insides.read(context, "context");
    if (domains instanceof ProtectionDomain[] all) {
      for (ProtectionDomain domain : all) {
        if (suspect.ownsLoader(domain.getClassLoader())) {
          return true;
        }
      }
    }
    return false;
  }

  private static void add(Findings findings, String what, String cure) {
    findings.add(Kind.THREAD, what, cure);
  }
}
