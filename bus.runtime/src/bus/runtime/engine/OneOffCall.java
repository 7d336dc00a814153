// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.BusException;
import bus.api.BusException.Reason;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Value;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/**
 * One question to the bus: looks at each state of the directive until it is an answer, then lets go
 * of the directive.
 *
 * <p>Only present values count, so a value that is gone is never handed over (W16), and the first
 * failure is final (W15).
 */
final class OneOffCall<V, R> {

  private final EngineBus bus;
  private final Directive<V> directive;
  private final OneOff options;
  private final Deferred<R> deferred;
  private final Answer<V, R> answer;
  private final AtomicBoolean done = new AtomicBoolean();
  private final Holds holds = new Holds();

  /** Finds the answer in a state. */
  private interface Answer<V, R> {

    /** Returns null if it is not there yet. */
    @Nullable R of(DirectiveState<V> state);
  }

  private OneOffCall(EngineBus bus, Directive<V> directive, OneOff options, Answer<V, R> answer) {
    this.bus = bus;
    this.directive = directive;
    this.options = options;
    this.answer = answer;
    this.deferred = bus.threads().promises().deferred();
  }

  static <V> Promise<V> first(EngineBus bus, Directive<V> directive, OneOff options) {
    return new OneOffCall<V, V>(
            bus,
            directive,
            options,
            state -> state.values().isEmpty() ? null : state.values().get(0).value())
        .ask();
  }

  static <V> Promise<List<V>> collect(EngineBus bus, Directive<V> directive, OneOff options) {
    return new OneOffCall<V, List<V>>(bus, directive, options, state -> collected(state, options))
        .ask();
  }

  private static <V> @Nullable List<V> collected(DirectiveState<V> state, OneOff options) {
    boolean enough =
        state.idle()
            && (options.ignoreFailures() || state.failures().isEmpty())
            && (!state.values().isEmpty() || options.whenIdle() == OneOff.WhenIdle.GIVE_UP);
    return enough ? state.values().stream().map(Value::value).toList() : null;
  }

  private Promise<R> ask() {
    Reference<V> reference = bus.add(directive);
    holds.add(reference::release);
    Owner owner = bus.owner();
    if (owner != null) {
      holds.addTo(owner, () -> fail(closed(directive)));
    }
    if (options.timeout() != null) {
      holds.add(bus.threads().timeOut(options.timeout(), () -> fail(timedOut(directive, options))));
    }
    holds.add(reference.instance().onState(this::look));
    return deferred.getPromise();
  }

  private void look(DirectiveState<V> state) {
    R result = state.disposed() ? null : answer.of(state);
    if (result != null) {
      if (done.compareAndSet(false, true)) {
        holds.close();
        deferred.resolve(result);
      }
      return;
    }
    BusException problem = problem(bus, directive, options, state);
    if (problem != null) {
      fail(problem);
    }
  }

  /** Says why there will be no answer; null to go on waiting or if there may be one. */
  static @Nullable BusException problem(
      EngineBus bus, Directive<?> directive, OneOff options, DirectiveState<?> state) {
    if (state.disposed()) {
      return bus.closed()
          ? closed(directive)
          : new BusException(Reason.DISPOSED, Foreign.describe(directive) + " was disposed", null);
    }
    if (!options.ignoreFailures() && !state.failures().isEmpty()) {
      return new BusException(
          Reason.RESOLVER_FAILED,
          "no value for " + Foreign.describe(directive),
          state.failures().get(0));
    }
    if (state.idle() && options.whenIdle() == OneOff.WhenIdle.GIVE_UP) {
      return new BusException(
          Reason.NO_VALUE, "nobody has a value for " + Foreign.describe(directive), null);
    }
    return null;
  }

  static BusException timedOut(Directive<?> directive, OneOff options) {
    return new BusException(
        Reason.TIMED_OUT,
        "no value for %s within %s".formatted(Foreign.describe(directive), options.timeout()),
        null);
  }

  static BusException closed(Directive<?> directive) {
    return new BusException(
        Reason.CLOSED, "closed while waiting for " + Foreign.describe(directive), null);
  }

  private void fail(BusException problem) {
    if (done.compareAndSet(false, true)) {
      holds.close();
      deferred.fail(problem);
    }
  }
}
