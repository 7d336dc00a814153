// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ready-made resolvers. Each is idle when it has emitted what it has and only waits for changes, so
 * that questions which wait for idleness end.
 */
public final class Resolvers {

  private Resolvers() {}

  /**
   * Makes a resolver that emits some values, at once.
   *
   * @param values the values
   * @param <V> the type of the values
   * @return the resolver; it costs no thread
   */
  public static <V> Resolver<V> values(Collection<? extends V> values) {
    List<V> all = List.copyOf(values);
    return Resolver.inline(
        sink -> {
          sink.clear();
          all.forEach(sink::add);
        });
  }

  /**
   * Makes a resolver that opens something, emits it, and releases it once when it is not wanted any
   * more.
   *
   * <pre>{@code
   * Resolvers.opening((scope, lost) -> Held.of(new Connection(address, lost)))
   * }</pre>
   *
   * <p>A value that the sink refuses is released at once. It takes a thread, from the opening to
   * the release.
   *
   * @param opener opens it; if it fails, that is the failure of the resolver
   * @param <V> the type of the value
   * @return the resolver
   */
  public static <V> Resolver<V> opening(Opener<V> opener) {
    return new Opening<>(opener);
  }

  /**
   * Opens what a resolver emits.
   *
   * @param <V> the type of the value
   */
  @FunctionalInterface
  public interface Opener<V> {

    /**
     * Opens it; may block.
     *
     * @param scope cancelled, and this thread interrupted, when it is not wanted any more
     * @param lost to be called, from any thread and also before this returns, when what was opened
     *     is of no use any more: it is withdrawn and released, then this is called again
     * @return what was opened, or null if there is nothing to offer
     * @throws Exception if it fails
     */
    @Nullable Held<V> open(Scope scope, Runnable lost) throws Exception;
  }

  /**
   * Makes a resolver that emits the present value of a live one, and replaces it in one step.
   *
   * @param live the value
   * @param <V> the type of the value
   * @return the resolver; it costs no thread
   */
  public static <V> Resolver<V> following(Live<V> live) {
    return following(live, Optional::of);
  }

  /**
   * Makes a resolver that emits what a function makes of the present value of a live one, and
   * replaces it in one step.
   *
   * @param live the value
   * @param transform gives the result, empty to emit nothing; must not block. If it throws, the
   *     result of before is withdrawn, and that is the failure of the resolver.
   * @param <V> the type of the value
   * @param <R> the type of the result
   * @return the resolver; it costs no thread
   */
  public static <V, R> Resolver<R> following(
      Live<V> live, Function<? super V, Optional<R>> transform) {
    return new Following<V, R>(live, transform);
  }

  /**
   * Makes a resolver that answers with the values of another directive.
   *
   * @param bus where to ask
   * @param source the other directive
   * @param <V> the type of the values
   * @return as {@link #mirroring(Bus, Directive, Function)}
   */
  public static <V> Resolver<V> mirroring(Bus bus, Directive<V> source) {
    return mirroring(bus, source, Optional::of);
  }

  /**
   * Makes a resolver that answers with what a function makes of each value of another directive.
   * The result goes with its value; a value that is replaced in one step has its result replaced in
   * one step. It is idle when the other directive is, and shows the failures of its resolvers.
   *
   * @param bus where to ask
   * @param source the other directive; if it is disposed, that is the failure of this resolver
   * @param transform called once for each value, gives its result, empty to leave it out; must not
   *     block. If it throws, all results are withdrawn, and that is the failure of this resolver.
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the resolver; it costs no thread
   */
  public static <V, R> Resolver<R> mirroring(
      Bus bus, Directive<V> source, Function<? super V, Optional<R>> transform) {
    return Resolver.async(
        (scope, sink) -> new Mirror<V, R>(source, sink, transform).start(bus, scope));
  }

  /**
   * Makes a resolver that answers each value of another directive with a resolver of its own, which
   * lives as long as the value: for results that take time, or that have to be released, see {@link
   * #opening}. Idleness and failures are as in {@link #mirroring(Bus, Directive, Function)}; but
   * when a value is replaced, its results go before there are new ones.
   *
   * @param bus where to ask
   * @param source the other directive; if it is disposed, that is the failure of this resolver
   * @param resolver gives the resolver for a value, null for none; must not block. If it throws,
   *     all results are withdrawn, and that is the failure of this resolver.
   * @param <V> the type of the values
   * @param <R> the type of the results
   * @return the resolver; it costs no thread but those of the resolvers given
   */
  public static <V, R> Resolver<R> forEach(
      Bus bus, Directive<V> source, Function<? super V, ? extends @Nullable Resolver<R>> resolver) {
    return Resolver.async(
        (scope, sink) -> new EachResolved<V, R>(source, sink, resolver).start(bus, scope));
  }

  /**
   * Makes a resolver that runs another one, again after each failure, until it ends well. A failure
   * is not shown by the bus but told to {@link Retry#onFailure}, and while it waits the resolver
   * counts as looking for values. As when the bus runs a resolver again, values of a failed run
   * stay, its children go, and its sink accepts nothing more.
   *
   * @param resolver the other one
   * @param retry when to try again
   * @param <V> the type of the values
   * @return the resolver; it takes a thread until the other one has ended well
   */
  public static <V> Resolver<V> retrying(Resolver<V> resolver, Retry retry) {
    return new Retrying<>(resolver, retry);
  }
}
