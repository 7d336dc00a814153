// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.AsyncResolver;
import bus.api.directive.BlockingResolver;
import bus.api.directive.Failure;
import bus.api.directive.InlineResolver;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import java.lang.reflect.InvocationTargetException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;

/** Runs another resolver until it ends well. */
record Retrying<V>(Resolver<V> resolver, Retry retry) implements BlockingResolver<V> {

  @Override
  public void resolve(Scope scope, Sink<V> sink) throws Exception {
    int failures = 0;
    while (true) {
      AttemptSink<V> attempt = new AttemptSink<>(sink);
      long begun = System.nanoTime();
      Failure failure = attempt(scope, attempt);
      if (failure == null || scope.cancelled()) {
        return;
      }
      attempt.end();
      sink.markIdle(false);
      Duration lasted = Duration.ofNanos(System.nanoTime() - begun);
      failures = retry.inARow(failures, lasted);
      retry.onFailure().accept(failure);
      if (scope.await(retry.delay(failures))) {
        return;
      }
      failures++;
    }
  }

  private @Nullable Failure attempt(Scope scope, Sink<V> sink) throws InterruptedException {
    try {
      run(scope, sink);
      return null;
    } catch (InterruptedException interrupted) {
      throw interrupted;
    } catch (InvocationTargetException promised) {
      return Failure.of(promised.getCause() == null ? promised : promised.getCause());
    } catch (Exception | LinkageError | StackOverflowError | AssertionError thrown) {
      return Failure.of(thrown);
    }
  }

  private void run(Scope scope, Sink<V> sink) throws Exception {
    if (resolver instanceof BlockingResolver<V> blocking) {
      blocking.resolve(scope, sink);
    } else if (resolver instanceof InlineResolver<V> inline) {
      inline.resolve(sink);
    } else if (resolver instanceof AsyncResolver<V> async) {
      Promise<?> promise = async.resolve(scope, sink);
      if (promise != null) {
        promise.getValue();
      }
    }
  }
}
