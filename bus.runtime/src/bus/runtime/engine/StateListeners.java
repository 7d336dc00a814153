// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import bus.api.directive.DirectiveState;
import bus.api.directive.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners the present state of an instance after changes, the latest only (W10, W11).
 *
 * <p>Protocol: a change raises {@code version} and puts one notice into the events unless one is
 * there. The notice reads the state when it is delivered; a change after that puts in another one.
 * So the last call always tells the present state. Guarded by the instance's lock; an instance has
 * this once somebody listens.
 */
final class StateListeners<V> {

  private static final Logger LOG = LoggerFactory.getLogger(StateListeners.class);

  private final InstanceImpl<V> instance;
  private List<Listener<V>> listeners = List.of();
  private long version;
  private boolean noticed;

  StateListeners(InstanceImpl<V> instance) {
    this.instance = instance;
  }

  Registration add(Consumer<? super DirectiveState<V>> consumer) {
    Listener<V> listener = new Listener<>(consumer);
    List<Listener<V>> more = new ArrayList<>(listeners);
    more.add(listener);
    listeners = List.copyOf(more);
    notice();
    return () -> remove(listener);
  }

  private void remove(Listener<V> listener) {
    listener.active = false;
    synchronized (instance.lock) {
      listeners = listeners.stream().filter(each -> each != listener).toList();
    }
  }

  void changed() {
    version++;
    if (!listeners.isEmpty()) {
      notice();
    }
  }

  private void notice() {
    if (!noticed) {
      noticed = true;
      instance.events.add(this::deliver);
    }
  }

  private void deliver() {
    DirectiveState<V> state;
    List<Listener<V>> due;
    synchronized (instance.lock) {
      noticed = false;
      state = instance.stateLocked();
      due = listeners.stream().filter(each -> each.toldVersion != version).toList();
      due.forEach(each -> each.toldVersion = version);
      if (state.disposed()) {
        listeners = List.of();
      }
    }
    for (Listener<V> listener : due) {
      if (listener.active) {
        Foreign.callback(LOG, "onState", instance, () -> listener.consumer.accept(state));
      }
    }
  }

  private static final class Listener<V> {

    private final Consumer<? super DirectiveState<V>> consumer;
    private volatile boolean active = true;
    private long toldVersion = -1;

    private Listener(Consumer<? super DirectiveState<V>> consumer) {
      this.consumer = consumer;
    }
  }
}
