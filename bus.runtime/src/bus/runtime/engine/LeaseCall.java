// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** One question to the bus whose answer is held until the caller lets go of it. */
final class LeaseCall<V> implements ReferenceHandler<V>, Lease<V> {

  private final Directive<V> directive;
  private final OneOff options;
  private final Deferred<Lease<V>> answer;
  private final Deferred<V> ended;
  private final Object lock = new Object();

  /** Guarded by {@code lock}, as all that follows. */
  private @Nullable Value<V> chosen;

  private boolean over;
  private @Nullable Reference<V> reference;
  private @Nullable Registration listening;
  private @Nullable Future<?> timer;

  private LeaseCall(Threads threads, Directive<V> directive, OneOff options) {
    this.directive = directive;
    this.options = options;
    this.answer = threads.promises().deferred();
    this.ended = threads.promises().deferred();
  }

  static <V> Promise<Lease<V>> acquire(
      Bus bus, Threads threads, Directive<V> directive, OneOff options) {
    LeaseCall<V> call = new LeaseCall<>(threads, directive, options);
    Reference<V> reference = bus.add(directive, call);
    synchronized (call.lock) {
      call.reference = reference;
      if (options.timeout() != null) {
        call.timer =
            threads.later(
                options.timeout(), () -> threads.start("time-out", () -> call.timedOut()));
      }
    }
    Registration listening = reference.instance().onState(call::look);
    synchronized (call.lock) {
      call.listening = listening;
    }
    call.tidy();
    return call.answer.getPromise();
  }

  private void look(DirectiveState<V> state) {
    synchronized (lock) {
      if (over || chosen != null) {
        return;
      }
      if (!state.values().isEmpty()) {
        chosen = state.values().get(0);
      }
    }
    if (state.values().isEmpty()) {
      BusException problem = OneOffCall.problem(directive, options, state);
      if (problem != null) {
        fail(problem);
      }
    } else {
      answer.resolve(this);
      tidy();
    }
  }

  private void timedOut() {
    synchronized (lock) {
      if (chosen != null) {
        return;
      }
    }
    fail(
        new BusException(
            BusException.Reason.TIMED_OUT,
            "no value for %s within %s".formatted(Foreign.describe(directive), options.timeout()),
            null));
  }

  private void fail(BusException problem) {
    synchronized (lock) {
      if (over) {
        return;
      }
      over = true;
    }
    answer.fail(problem);
    tidy();
  }

  /** Lets go of what is no longer needed. */
  private void tidy() {
    Registration endListening = null;
    Reference<V> endReference = null;
    synchronized (lock) {
      if (chosen != null || over) {
        endListening = listening;
        if (timer != null) {
          timer.cancel(false);
        }
      }
      if (over) {
        endReference = reference;
      }
    }
    if (endListening != null) {
      endListening.close();
    }
    if (endReference != null) {
      endReference.release();
    }
  }

  @Override
  public void removed(Value<? extends V> value) {
    Value<V> mine;
    synchronized (lock) {
      mine = chosen;
    }
    if (mine != null && mine.id() == value.id()) {
      close();
    }
  }

  @Override
  public void disposed() {
    synchronized (lock) {
      if (chosen == null) {
        return;
      }
    }
    close();
  }

  @Override
  public V value() {
    synchronized (lock) {
      if (chosen == null) {
        throw new IllegalStateException("no value was chosen");
      }
      return chosen.value();
    }
  }

  @Override
  public boolean valid() {
    synchronized (lock) {
      return chosen != null && !over;
    }
  }

  @Override
  public Promise<V> ended() {
    return ended.getPromise();
  }

  @Override
  public void close() {
    V value;
    synchronized (lock) {
      if (over) {
        return;
      }
      over = true;
      value = chosen == null ? null : chosen.value();
    }
    if (value != null) {
      ended.resolve(value);
    }
    tidy();
  }
}
