// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the activators of bad plugins do at start, as Java statements, by what it is called. */
final class BadActivators {

  /** What each of these does can be undone by the framework, or by the deployer. */
  static final Map<String, String> START = new LinkedHashMap<>();

  /** Those that no interruption ends: each costs a thread until the test lets go. */
  static final Map<String, String> STUBBORN = new LinkedHashMap<>();

  static {
    START.put("throws", "throw new IllegalStateException(\"no port\");");
    START.put("throws an error", "throw new AssertionError(\"never\");");
    START.put("overflows the stack", "start(context);");
    START.put("says it has no memory", "throw new OutOfMemoryError(\"told so\");");
    START.put(
        "throws what fails itself",
        """
        throw new RuntimeException() {
          @Override public String getMessage() { throw new StackOverflowError(); }
          @Override public Throwable getCause() { throw new IllegalStateException(); }
          @Override public StackTraceElement[] getStackTrace() { return null; }
        };
        """);
    START.put(
        "throws a novel", "throw new IllegalStateException((\"line\\n\\t\").repeat(500_000));");
    START.put(
        "throws causes in a ring",
        """
        Exception one = new Exception("one");
        Exception other = new Exception("other", one);
        one.initCause(other);
        throw other;
        """);
    START.put("waits", "new java.util.concurrent.CountDownLatch(1).await();");
    START.put("interrupts itself", "Thread.currentThread().interrupt();");
    START.put("ends its thread", "Thread.currentThread().interrupt(); throw new ThreadDeath();");
    START.put(
        "starts threads that fail",
        """
        for (int i = 0; i < 20; i++) {
          Host.daemon(new Thread(() -> { throw new IllegalStateException("thread"); })).start();
        }
        """);
    START.put(
        "starts threads that stay",
        """
        for (int i = 0; i < 3; i++) {
          Host.daemon(new Thread(Host::await, "left behind")).start();
        }
        """);
    START.put(
        "registers and forgets",
        """
        for (int i = 0; i < 50; i++) {
          context.registerService(Runnable.class, () -> {}, null);
          context.addServiceListener(event -> { throw new IllegalStateException("listener"); });
          context.addBundleListener(event -> { throw new IllegalStateException("listener"); });
        }
        """);
    START.put("uninstalls itself", "context.getBundle().uninstall();");
    START.put("stops itself", "context.getBundle().stop();");
    START.put(
        "installs another",
        "context.installBundle(\"hotbus:stray/1\", new java.io.ByteArrayInputStream(new"
            + " byte[9]));");
    START.put(
        "forgets its class loader",
        "Thread.currentThread().setContextClassLoader(null);"
            + " Thread.currentThread().setName(\"x\");");
    STUBBORN.put(
        "hangs",
        """
        while (Host.SHARED.containsKey("hold")) {
          try {
            new java.util.concurrent.CountDownLatch(1)
                .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          } catch (InterruptedException stubborn) { }
        }
        """);
  }

  private BadActivators() {}
}
