// SPDX-License-Identifier: Apache-2.0
package bus.api.directive;

/**
 * A piece of work, bound to one instance, that emits values into its {@link Sink}.
 *
 * <p>There are three kinds, which differ in what they cost: {@link BlockingResolver} runs on a
 * thread of its own and may block, {@link InlineResolver} runs at once on the thread that offers
 * the directive, and {@link AsyncResolver} starts something and says by a promise when it is done.
 * A resolver may be run again, after a failure or when room for values appears; runs of one
 * resolver never overlap.
 *
 * <p>The sink stays valid after a run has ended well, so a resolver may return and let others emit
 * values later.
 *
 * <p>An exception or error is recorded as the resolver's {@link Failure} and shown to those who
 * wait; it is not retried by the bus.
 *
 * @param <V> the type of the values
 */
public sealed interface Resolver<V> permits BlockingResolver, InlineResolver, AsyncResolver {

  /**
   * Makes a resolver that emits one value, at once.
   *
   * @param value the value
   * @param <V> the type of the value
   * @return the resolver
   */
  static <V> Resolver<V> of(V value) {
    return inline(sink -> sink.set(value));
  }

  /**
   * Names a lambda a blocking resolver.
   *
   * @param resolver the work
   * @param <V> the type of the values
   * @return the same
   */
  static <V> Resolver<V> blocking(BlockingResolver<V> resolver) {
    return resolver;
  }

  /**
   * Names a lambda an inline resolver.
   *
   * @param resolver the work
   * @param <V> the type of the values
   * @return the same
   */
  static <V> Resolver<V> inline(InlineResolver<V> resolver) {
    return resolver;
  }

  /**
   * Names a lambda an asynchronous resolver.
   *
   * <pre>{@code
   * Resolver.async((scope, sink) -> http.send(request).onSuccess(sink::set))
   * }</pre>
   *
   * @param resolver the work
   * @param <V> the type of the values
   * @return the same
   */
  static <V> Resolver<V> async(AsyncResolver<V> resolver) {
    return resolver;
  }
}
