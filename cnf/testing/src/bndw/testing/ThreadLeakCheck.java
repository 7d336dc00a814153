// SPDX-License-Identifier: Apache-2.0
package bndw.testing;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Fails a test class that leaves threads or timers of Hotbus behind, naming both. Threads that were
 * there before the class are not its fault. Registered for all test classes.
 */
public final class ThreadLeakCheck implements BeforeAllCallback, AfterAllCallback {

  /** The configuration parameter that says for how many milliseconds threads may still end. */
  static final String PATIENCE = "hotbus.leaks.patience";

  private static final long DEFAULT_PATIENCE = 10_000;
  private static final Namespace NAMESPACE = Namespace.create(ThreadLeakCheck.class);
  private static final Duration POLL = Duration.ofMillis(10);

  @Override
  public void beforeAll(ExtensionContext context) {
    context.getStore(NAMESPACE).put(context.getUniqueId(), HotbusThreads.live());
  }

  @Override
  public void afterAll(ExtensionContext context) {
    @SuppressWarnings("unchecked")
    Set<HotbusThread> before = context.getStore(NAMESPACE).get(context.getUniqueId(), Set.class);
    if (left(before).isEmpty()) {
      return;
    }
    long patience =
        context.getConfigurationParameter(PATIENCE, Long::valueOf).orElse(DEFAULT_PATIENCE);
    try {
      Awaitility.await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(POLL)
          .atMost(Duration.ofMillis(patience))
          .until(() -> left(before).isEmpty());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(message(context, left(before)), late);
    }
  }

  private static List<HotbusThread> left(Set<HotbusThread> before) {
    Set<HotbusThread> now = new TreeSet<>(Comparator.comparing(HotbusThread::toString));
    now.addAll(HotbusThreads.live());
    now.removeIf(before::contains);
    return List.copyOf(now);
  }

  private static String message(ExtensionContext context, List<HotbusThread> left) {
    return context.getRequiredTestClass().getName()
        + " leaves threads behind: "
        + left.stream().map(HotbusThread::toString).collect(Collectors.joining("; "));
  }
}
