// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/**
 * Is offered directives of some types and may answer with resolvers.
 *
 * <p>Each pair of handler and instance is asked once, on the thread that adds the directive or the
 * handler, with no lock held. When a handler is taken from the bus, its resolvers are stopped and
 * their values removed.
 *
 * <p>Most handlers are made by {@link #of} or {@link #answering}, which keep the types of directive
 * and values together.
 */
@ConsumerType
public interface Handler {

  /**
   * Returns which directives to offer. A supertype stands for all its subtypes; {@code
   * Directive.class} for every directive. Read once, when the handler is added.
   *
   * @return the types, never empty
   */
  Set<Class<?>> directiveTypes();

  /**
   * Looks at a directive and answers with resolvers for it. Quick: the work itself is done by the
   * resolvers.
   *
   * @param instance the live directive; the resolvers must emit values of its type
   * @return the resolvers, empty if this handler can not help
   * @throws Exception if this handler fails; that is logged, and no resolver of it is attached to
   *     the instance
   */
  List<? extends Resolver<?>> handle(Instance<?> instance) throws Exception;

  /**
   * Makes a handler of one type of directive from a function that gives a resolver.
   *
   * @param type the type of directive
   * @param resolver gives the resolver of a directive, or null for none; quick
   * @param <V> the type of the values
   * @param <D> the type of directive
   * @return the handler
   */
  static <V, D extends Directive<V>> Handler of(
      Class<D> type, Answer<? super D, ? extends Resolver<V>> resolver) {
    return new TypedHandler<V, D>(type, resolver);
  }

  /**
   * Makes a handler that answers one type of directive with one value, found by a function on a
   * thread where it may block.
   *
   * @param type the type of directive
   * @param answer gives the value, or null for none
   * @param <V> the type of the value
   * @param <D> the type of directive
   * @return the handler
   */
  static <V, D extends Directive<V>> Handler answering(Class<D> type, Answer<D, V> answer) {
    return of(type, directive -> Resolver.blocking((scope, sink) -> emit(answer, directive, sink)));
  }

  /**
   * Makes a handler that answers one type of directive with one value, found at once by a function
   * that does not block. It costs no thread.
   *
   * @param type the type of directive
   * @param answer gives the value, or null for none; runs on the thread that adds the directive
   * @param <V> the type of the value
   * @param <D> the type of directive
   * @return the handler
   */
  static <V, D extends Directive<V>> Handler answeringInline(Class<D> type, Answer<D, V> answer) {
    return of(type, directive -> Resolver.inline(sink -> emit(answer, directive, sink)));
  }

  /**
   * Makes a handler that answers one type of directive with one value, promised by a function that
   * does not block. It costs no thread.
   *
   * @param type the type of directive
   * @param answer gives a promise of the value, or of null for none; null is the same
   * @param <V> the type of the value
   * @param <D> the type of directive
   * @return the handler
   */
  static <V, D extends Directive<V>> Handler answeringLater(
      Class<D> type, Answer<? super D, ? extends Promise<? extends V>> answer) {
    return of(
        type,
        directive ->
            Resolver.async(
                (scope, sink) -> {
                  Promise<? extends V> promise = answer.answer(directive);
                  return promise == null
                      ? new PromiseFactory(PromiseFactory.inlineExecutor()).resolved(sink.clear())
                      : promise.thenAccept(value -> emit(value, sink));
                }));
  }

  private static <V, D extends Directive<V>> void emit(
      Answer<D, V> answer, D directive, Sink<V> sink) throws Exception {
    emit(answer.answer(directive), sink);
  }

  private static <V> void emit(@Nullable V value, Sink<V> sink) {
    if (value == null) {
      sink.clear();
    } else {
      sink.set(value);
    }
  }

  /**
   * Finds what answers a directive.
   *
   * @param <D> the type of directive
   * @param <V> the type of the answer
   */
  @FunctionalInterface
  interface Answer<D, V> {

    /**
     * Answers a directive.
     *
     * @param directive the directive
     * @return the answer, or null for none
     * @throws Exception if it fails
     */
    @Nullable V answer(D directive) throws Exception;
  }
}
