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
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Failure.of(interrupted);
    } catch (Throwable thrown) {
      return Failure.of(thrown);
    }
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
  public static <T> Answer<T> ask(Callable<? extends @Nullable T> question) {
    Object[] answer = new Object[1];
    Failure failure = run(() -> answer[0] = question.call());
    @SuppressWarnings("unchecked")
    T value = (T) answer[0];
    return new Answer<>(value, failure);
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
