// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.AsyncResolver;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.util.promise.Promise;

/** Emits what a function makes of the present value of a live one. */
record Following<V, R>(Live<V> live, Function<? super V, Optional<R>> transform)
    implements AsyncResolver<R> {

  @Override
  public Promise<?> resolve(Scope scope, Sink<R> sink) {
    Run<V, R> run = new Run<>(transform, sink);
    Registration listening = live.onChange(run::changed);
    sink.markIdle(true);
    return run.end.after(scope, listening);
  }

  /** One run; called one at a time. */
  private static final class Run<V, R> {

    private final Function<? super V, Optional<R>> transform;
    private final KeyedValues<String, R> result;
    private final RunEnd end = new RunEnd();
    private boolean ended;

    private Run(Function<? super V, Optional<R>> transform, Sink<R> sink) {
      this.transform = transform;
      this.result = KeyedValues.on(sink);
    }

    private void changed(Optional<V> value) {
      if (ended) {
        return;
      }
      Optional<R> next;
      try {
        next = value.flatMap(transform);
      } catch (RuntimeException | Error failed) {
        ended = true;
        result.clear();
        end.fail(failed);
        return;
      }
      result.setAll(next.map(present -> Map.of("present", present)).orElse(Map.of()));
    }
  }
}
