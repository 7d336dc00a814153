// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import bus.api.directive.Failure;
import bus.api.directive.ValueOptions;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a live directive looked like at one moment, as text: it holds nothing of the code that it
 * shows.
 *
 * @param id the number of the instance
 * @param type the class name of the directive
 * @param directive the directive as text, cut if very long
 * @param key what makes it equal to others of its type, as text; as {@code directive} unless its
 *     class says otherwise
 * @param options how its values are counted and kept
 * @param created when it was first asked for
 * @param asking whether handlers are being asked at this moment
 * @param idle whether nobody is looking for values
 * @param full whether there are as many values as are wanted, so that nobody looks for more
 * @param disposal when it is disposed unless somebody asks for it before, or null if somebody
 *     refers to it
 * @param references who listens and who keeps it alive, in the order in which they are told
 * @param values its values, in order of emission
 * @param resolvers who answers it, in order of attachment
 * @param handlerFailures the handlers that failed when they were asked
 */
public record DirectiveSnapshot(
    long id,
    String type,
    String directive,
    String key,
    ValueOptions options,
    Instant created,
    boolean asking,
    boolean idle,
    boolean full,
    @Nullable Instant disposal,
    List<ReferenceSnapshot> references,
    List<ValueSnapshot> values,
    List<ResolverSnapshot> resolvers,
    List<HandlerFailure> handlerFailures) {

  /** The owner of what was added by nobody in particular. */
  public static final String NO_OWNER = "bus";

  /** Copies the lists. */
  public DirectiveSnapshot {
    references = List.copyOf(references);
    values = List.copyOf(values);
    resolvers = List.copyOf(resolvers);
    handlerFailures = List.copyOf(handlerFailures);
  }

  /**
   * Says how many keep it alive.
   *
   * @return the number of strong references
   */
  public int strongReferences() {
    return references.size() - weakReferences();
  }

  /**
   * Says how many only listen.
   *
   * @return the number of weak references
   */
  public int weakReferences() {
    return (int) references.stream().filter(ReferenceSnapshot::weak).count();
  }

  /**
   * Says whether nobody has an answer: it is idle and has no value.
   *
   * @return true if it is unanswered
   */
  public boolean unanswered() {
    return idle && values.isEmpty();
  }

  /**
   * A reference to a directive.
   *
   * @param owner whose it is: a controller's name, or {@link #NO_OWNER}
   * @param weak whether it only listens
   */
  public record ReferenceSnapshot(String owner, boolean weak) {}

  /**
   * A value as text.
   *
   * @param id its number
   * @param value its text, cut if very long
   * @param owner whose resolver emitted it
   * @param resolver the place of that resolver in {@link DirectiveSnapshot#resolvers}
   */
  public record ValueSnapshot(long id, String value, String owner, int resolver) {}

  /**
   * A resolver of a directive.
   *
   * @param owner whose it is: a controller's name, or a description of the handler
   * @param handler the number of the handler that gave it
   * @param parent the place in {@link DirectiveSnapshot#resolvers} of the one that attached it, -1
   *     if its handler gave it
   * @param kind what it costs
   * @param state what it is doing
   * @param idle whether it only waits for changes
   * @param failure what its last run ended with, or null
   */
  public record ResolverSnapshot(
      String owner,
      long handler,
      int parent,
      ResolverKind kind,
      ResolverState state,
      boolean idle,
      @Nullable Failure failure) {}

  /** What a resolver costs. */
  public enum ResolverKind {
    /** Nothing: it runs on the thread that asks. */
    INLINE,
    /** Nothing: it is told by others. */
    ASYNC,
    /** A thread, while it runs. */
    BLOCKING
  }

  /** What a resolver is doing. */
  public enum ResolverState {
    /** There were enough values when it was attached. */
    NOT_STARTED,
    /** It runs. */
    RUNNING,
    /** It has ended well; its values stay. */
    ENDED,
    /** It has ended with a failure; its values stay. */
    FAILED,
    /** It was stopped because there were enough values. */
    STOPPED
  }

  /**
   * A handler that failed when it was asked, and so answers nothing here.
   *
   * @param owner whose it is
   * @param handler the number of the handler
   * @param failure what it failed with
   */
  public record HandlerFailure(String owner, long handler, Failure failure) {}
}
