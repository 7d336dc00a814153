// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.BusException.Reason;
import bus.api.Watch;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Failure;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.ArrayList;
import java.util.List;
import org.osgi.util.promise.Promise;

/**
 * One run of a resolver that answers by the values of another directive: watches it and mirrors its
 * idleness and its failures. All is touched by one call of {@code look} at a time.
 */
abstract class SourceWatch<V, R> {

  final Sink<R> sink;
  private final Directive<V> source;
  private final RunEnd end = new RunEnd();
  private boolean ended;
  private List<Failure> failures = List.of();
  private final List<Registration> failing = new ArrayList<>();

  SourceWatch(Directive<V> source, Sink<R> sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Makes the answer fit the values that are there now; what it throws ends the run. */
  abstract void answer(List<Value<V>> present);

  Promise<?> start(Bus bus, Scope scope) {
    Watch<V> watch = bus.watch(source, this::look);
    return end.after(scope, watch::close);
  }

  private void look(DirectiveState<V> state) {
    if (ended) {
      return;
    }
    if (state.disposed()) {
      fail(new BusException(Reason.DISPOSED, source + " was disposed", null));
      return;
    }
    try {
      answer(state.values());
    } catch (RuntimeException | Error failed) {
      fail(failed);
      return;
    }
    mirror(state.failures());
    sink.markIdle(state.idle());
  }

  private void fail(Throwable reason) {
    ended = true;
    answer(List.of());
    mirror(List.of());
    end.fail(reason);
  }

  /** A failure of the source is that of a child, which goes when the failure does. */
  private void mirror(List<Failure> present) {
    if (present.equals(failures)) {
      return;
    }
    failures = present;
    failing.forEach(Registration::close);
    failing.clear();
    for (Failure failure : present) {
      failing.add(sink.attach(failed(failure)));
    }
  }

  private Resolver<R> failed(Failure failure) {
    return Resolver.inline(
        child -> {
          throw new BusException(
              Reason.RESOLVER_FAILED, "a resolver of " + source + " failed", failure);
        });
  }
}
