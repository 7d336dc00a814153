// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.BlockingResolver;
import bus.api.directive.Registration;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.api.helper.Resolvers.Opener;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Opens something, emits it, and releases it on the same thread when it is over. */
record Opening<V>(Opener<V> opener) implements BlockingResolver<V> {

  @Override
  public void resolve(Scope scope, Sink<V> sink) throws Exception {
    boolean again = true;
    while (again) {
      again = new Turn().run(scope, sink);
    }
  }

  /** From opening to releasing. */
  private final class Turn {

    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean lost;

    /** Returns whether to open again. */
    private boolean run(Scope scope, Sink<V> sink) throws Exception {
      Held<V> held = opener.open(scope, this::lost);
      if (held == null) {
        return false;
      }
      Exception failure = null;
      try {
        if (!lost) {
          hold(held.value(), scope, sink);
        }
      } catch (Exception e) {
        failure = e;
      }
      release(held, failure);
      return lost && !scope.cancelled();
    }

    private void lost() {
      lost = true;
      over.countDown();
    }

    private void hold(V value, Scope scope, Sink<V> sink) throws InterruptedException {
      Optional<Value<V>> emitted = sink.add(value);
      if (emitted.isEmpty()) {
        return;
      }
      sink.onRemoved(emitted.get(), over::countDown);
      try (Registration cancelling = scope.onCancel(over::countDown)) {
        sink.markIdle(true);
        over.await();
      } finally {
        sink.markIdle(false);
        sink.remove(emitted.get());
      }
    }

    /** Releases also if this thread was interrupted, which was meant for the waiting. */
    private static void release(Held<?> held, @org.jspecify.annotations.Nullable Exception failure)
        throws Exception {
      boolean interrupted = Thread.interrupted();
      try {
        held.release().close();
      } catch (Exception e) {
        if (failure == null) {
          throw e;
        }
        failure.addSuppressed(e);
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
      if (failure != null) {
        throw failure;
      }
    }
  }
}
