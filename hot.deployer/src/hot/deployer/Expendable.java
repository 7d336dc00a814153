// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.directive.Failure;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.osgi.framework.BundleException;

/**
 * Runs foreign code on a thread of its own that can be given up: what does not end in time is
 * interrupted, and what does not end then either is left alone.
 */
final class Expendable {

  private static final long GRACE_MILLIS = 500;
  private static final int FRAMES_SHOWN = 3;

  private final Duration limit;

  /** Foreign code. */
  interface Action {
    void run() throws Exception;
  }

  /** How it ended. */
  sealed interface Outcome {
    /** It returned. */
    record Done() implements Outcome {}

    /** It threw, or ended only after it was interrupted. */
    record Failed(Failure failure) implements Outcome {}

    /** It did not end; its thread is given up. */
    record Hung(String where) implements Outcome {}
  }

  Expendable(Duration limit) {
    this.limit = limit;
  }

  /** Runs an action to its end, or until the limit and a short grace are over. */
  Outcome run(String name, Action action) {
    CountDownLatch ended = new CountDownLatch(1);
    AtomicReference<Optional<Failure>> result = new AtomicReference<>(Optional.empty());
    Thread thread =
        NeutralThreads.named("hotbus-" + name)
            .newThread(
                () -> {
                  try {
                    action.run();
                  } catch (Throwable foreign) { // a boundary to foreign code
                    result.set(Optional.of(failure(foreign)));
                  } finally {
                    ended.countDown();
                  }
                });
    thread.start();
    if (await(ended, limit.toMillis())) {
      return result.get().<Outcome>map(Outcome.Failed::new).orElseGet(Outcome.Done::new);
    }
    String where = where(thread);
    thread.interrupt();
    if (await(ended, GRACE_MILLIS)) {
      String message = "did not end within %d ms and was interrupted%s";
      return new Outcome.Failed(Failure.of("TimedOut", message.formatted(limit.toMillis(), where)));
    }
    return new Outcome.Hung("did not end within %d ms%s".formatted(limit.toMillis(), where));
  }

  /** A framework wraps what a bundle throws; what the bundle threw is what counts. */
  private static Failure failure(Throwable foreign) {
    Throwable cause = foreign.getCause();
    boolean wrapped =
        foreign instanceof BundleException bundle
            && bundle.getType() == BundleException.ACTIVATOR_ERROR;
    return Failure.of(wrapped && cause != null ? cause : foreign);
  }

  /** Says where a thread is in code that is not the platform's. */
  private static String where(Thread thread) {
    String frames =
        Arrays.stream(thread.getStackTrace())
            .filter(frame -> !String.valueOf(frame.getModuleName()).startsWith("java."))
            .limit(FRAMES_SHOWN)
            .map(StackTraceElement::toString)
            .collect(Collectors.joining(" < "));
    return frames.isEmpty() ? "" : "; it was at " + frames;
  }

  private static boolean await(CountDownLatch ended, long millis) {
    try {
      return ended.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
