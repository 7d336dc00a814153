// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong in foreign code, as text.
 *
 * <p>A kept {@link Throwable} keeps the class loader of the code that threw it alive. So the bus
 * turns each one into a failure at the boundary, and nothing that the bus stores or shows holds a
 * throwable.
 *
 * @param type the class name of the throwable
 * @param message its message, empty if it had none
 * @param frames its stack trace, innermost call first
 * @param causes its cause and suppressed throwables, the cause first
 */
public record Failure(String type, String message, List<String> frames, List<Failure> causes) {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_FRAMES = 256;
  private static final int MAX_LINE = 1_000;

  /** Copies both lists. */
  public Failure {
    frames = List.copyOf(frames);
    causes = List.copyOf(causes);
  }

  /**
   * Makes a failure of a throwable. Never fails: what the throwable's own methods throw becomes
   * part of the message.
   *
   * @param throwable what was thrown
   * @return its text
   */
  public static Failure of(Throwable throwable) {
    return of(throwable, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static Failure of(Throwable throwable, Set<Throwable> seen) {
    String type = throwable.getClass().getName();
    seen.add(throwable);
    List<Failure> causes = new ArrayList<>();
    if (seen.size() < MAX_DEPTH) {
      Throwable cause = cause(throwable);
      if (cause != null && !seen.contains(cause)) {
        causes.add(of(cause, seen));
      }
      for (Throwable suppressed : throwable.getSuppressed()) {
        if (!seen.contains(suppressed) && seen.size() < MAX_DEPTH) {
          causes.add(of(suppressed, seen));
        }
      }
    }
    return new Failure(type, message(throwable), frames(throwable), causes);
  }

  private static @Nullable Throwable cause(Throwable throwable) {
    try {
      return throwable.getCause();
    } catch (Throwable failed) { // a boundary to foreign code
      return null;
    }
  }

  private static List<String> frames(Throwable throwable) {
    try {
      return Arrays.stream(throwable.getStackTrace())
          .limit(MAX_FRAMES)
          .map(StackTraceElement::toString)
          .toList();
    } catch (Throwable failed) { // a boundary to foreign code
      return List.of();
    }
  }

  private static String message(Throwable throwable) {
    try {
      String message = throwable.getMessage();
      return message == null ? "" : message;
    } catch (Throwable failed) { // a boundary to foreign code
      return "(no message: getMessage failed with " + failed.getClass().getName() + ")";
    }
  }

  /**
   * Returns a failure without a stack trace, for what the bus itself has to say.
   *
   * @param type a name of the kind of failure
   * @param message what is wrong
   * @return the failure
   */
  public static Failure of(String type, String message) {
    return new Failure(type, message, List.of(), List.of());
  }

  /**
   * Returns a line that says what went wrong, with the innermost cause if there is one; of a long
   * message its beginning.
   *
   * @return for instance {@code IllegalStateException: port in use (BindException: Address already
   *     in use)}
   */
  public String summary() {
    Failure root = this;
    while (!root.causes.isEmpty()) {
      root = root.causes.get(0);
    }
    return causes.isEmpty() ? line() : line() + " (" + root.line() + ")";
  }

  private String line() {
    String name = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
    String text = message.length() > MAX_LINE ? message.substring(0, MAX_LINE) + "..." : message;
    return text.isEmpty() ? name : name + ": " + text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
  }

  /**
   * Returns all of it in the shape of a stack trace.
   *
   * @return several lines
   */
  public String trace() {
    StringBuilder text = new StringBuilder();
    append(text, "");
    return text.toString();
  }

  private void append(StringBuilder text, String prefix) {
    text.append(prefix).append(message.isEmpty() ? type : type + ": " + message);
    for (String frame : frames) {
      text.append("\n\tat ").append(frame);
    }
    for (Failure cause : causes) {
      text.append('\n');
      cause.append(text, "Caused by: ");
    }
  }
}
