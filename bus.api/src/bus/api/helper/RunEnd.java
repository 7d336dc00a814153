// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import bus.api.directive.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/**
 * The end of a run of an asynchronous resolver that goes on until it fails or is cancelled. The bus
 * starts no other run before it.
 */
final class RunEnd {

  private static final PromiseFactory PROMISES =
      new PromiseFactory(PromiseFactory.inlineExecutor());

  private final Deferred<Object> deferred = PROMISES.deferred();
  private final AtomicBoolean ended = new AtomicBoolean();

  void fail(Throwable reason) {
    if (ended.compareAndSet(false, true)) {
      deferred.fail(reason);
    }
  }

  /** Takes something back at the end; returns the promise of the end. */
  Promise<?> after(Scope scope, Registration taken) {
    scope.onCancel(
        () -> {
          if (ended.compareAndSet(false, true)) {
            deferred.resolve(this);
          }
        });
    return deferred.getPromise().onResolve(taken::close);
  }
}
