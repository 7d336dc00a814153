// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.BusException;
import bus.api.Lease;
import bus.api.OneOff;
import bus.api.directive.Directive;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** One question to the bus whose answer is held until the caller lets go of it. */
final class LeaseCall<V> implements ReferenceHandler<V>, Lease<V> {

  private final EngineBus bus;
  private final Directive<V> directive;
  private final OneOff options;
  private final Deferred<Lease<V>> answer;
  private final Deferred<V> ended;
  private final Holds holds = new Holds();
  private final Object lock = new Object();

  /** Guarded by {@code lock}, as all that follows. */
  private @Nullable Value<V> chosen;

  private boolean over;
  private @Nullable Registration listening;

  private LeaseCall(EngineBus bus, Directive<V> directive, OneOff options) {
    this.bus = bus;
    this.directive = directive;
    this.options = options;
    this.answer = bus.threads().promises().deferred();
    this.ended = bus.threads().promises().deferred();
  }

  static <V> Promise<Lease<V>> acquire(EngineBus bus, Directive<V> directive, OneOff options) {
    LeaseCall<V> call = new LeaseCall<>(bus, directive, options);
    call.ask(bus.add(directive, call));
    return call.answer.getPromise();
  }

  private void ask(Reference<V> reference) {
    holds.add(reference::release);
    Owner owner = bus.owner();
    if (owner != null) {
      holds.addTo(owner, this::ownerEnded);
    }
    Holds asking = new Holds();
    holds.add(asking);
    if (options.timeout() != null) {
      asking.add(
          bus.threads()
              .timeOut(options.timeout(), () -> fail(OneOffCall.timedOut(directive, options))));
    }
    asking.add(reference.instance().onState(this::look));
    boolean answered;
    synchronized (lock) {
      listening = asking;
      answered = chosen != null;
    }
    if (answered) {
      asking.close();
    }
  }

  private void look(DirectiveState<V> state) {
    if (state.values().isEmpty()) {
      BusException problem = OneOffCall.problem(bus, directive, options, state);
      if (problem != null) {
        fail(problem);
      }
      return;
    }
    Registration done;
    synchronized (lock) {
      if (over || chosen != null) {
        return;
      }
      chosen = state.values().get(0);
      done = listening;
    }
    answer.resolve(this);
    if (done != null) {
      done.close();
    }
  }

  private void fail(BusException problem) {
    synchronized (lock) {
      if (over || chosen != null) {
        return;
      }
      over = true;
    }
    holds.close();
    answer.fail(problem);
  }

  private void ownerEnded() {
    fail(OneOffCall.closed(directive));
    close();
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

  /**
   * Before there is a value there is nothing to close: the waiting ends by an answer or a failure.
   */
  @Override
  public void close() {
    Value<V> value;
    synchronized (lock) {
      value = chosen;
      if (over || value == null) {
        return;
      }
      over = true;
    }
    holds.close();
    ended.resolve(value.value());
  }
}
