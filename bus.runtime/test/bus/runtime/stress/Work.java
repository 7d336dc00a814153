// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** An asynchronous piece of work; the first to end it does. Thread-safe. */
final class Work {

  private final Deferred<Boolean> deferred =
      new PromiseFactory(PromiseFactory.inlineExecutor()).deferred();
  private final AtomicBoolean ended = new AtomicBoolean();
  private final Runnable atEnd;

  Work(Runnable atEnd) {
    this.atEnd = atEnd;
  }

  Promise<Boolean> promise() {
    return deferred.getPromise();
  }

  boolean ended() {
    return ended.get();
  }

  /** Ends it; returns false if it has ended already. */
  boolean end(@Nullable Throwable failure) {
    boolean first = ended.compareAndSet(false, true);
    if (first) {
      atEnd.run();
      if (failure == null) {
        deferred.resolve(true);
      } else {
        deferred.fail(failure);
      }
    }
    return first;
  }
}
