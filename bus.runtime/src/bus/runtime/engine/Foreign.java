// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.Failure;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The boundary to foreign code: whatever it throws, also an {@link Error}, becomes a {@link
 * Failure}, and no throwable goes further.
 */
public final class Foreign {

  private Foreign() {}

  /** Work of foreign code that may throw anything. */
  @FunctionalInterface
  public interface Work {

    /**
     * Does it.
     *
     * @throws Exception if it fails
     */
    void run() throws Exception;
  }

  /**
   * Runs foreign code.
   *
   * @param work the code
   * @return what it failed with, or null if it ended well
   */
  @SuppressWarnings("IllegalCatch")
  public static @Nullable Failure run(Work work) {
    try {
      work.run();
      return null;
    } catch (Throwable thrown) {
      return failure(thrown);
    }
  }

  private static Failure failure(Throwable thrown) {
    if (thrown instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return Failure.of(thrown);
  }

  /**
   * Runs a callback of foreign code; a failure is logged and has no other effect.
   *
   * @param log where to
   * @param what the kind of callback
   * @param subject what it was about
   * @param work the code
   */
  public static void callback(Logger log, String what, Object subject, Work work) {
    Failure failure = run(work);
    if (failure != null) {
      log.error(
          "callback failed, going on without it callback={} subject={} failure={}",
          what,
          describe(subject),
          failure.trace());
    }
  }

  /**
   * Describes a foreign object, also if its {@code toString} fails.
   *
   * @param object the object
   * @return its text, cut if very long
   */
  public static String describe(Object object) {
    String[] text = {""};
    Failure failure = run(() -> text[0] = String.valueOf(object));
    String result = failure == null ? text[0] : object.getClass().getName() + "(no text)";
    return result.length() <= 400 ? result : result.substring(0, 397) + "...";
  }

  /**
   * Asks foreign code.
   *
   * @param question the code
   * @param <T> the kind of answer
   * @return its answer or its failure
   */
  @SuppressWarnings("IllegalCatch")
  public static <T> Answer<T> ask(Callable<? extends @Nullable T> question) {
    try {
      return new Answer<>(question.call(), null);
    } catch (Throwable thrown) {
      return new Answer<>(null, failure(thrown));
    }
  }

  /**
   * What foreign code answered.
   *
   * @param value its answer, null if it failed or answered null
   * @param failure what it failed with, or null
   * @param <T> the kind of answer
   */
  public record Answer<T>(@Nullable T value, @Nullable Failure failure) {}
}
