// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.ControllerSnapshot;
import bus.api.directive.Registration;
import bus.api.helper.Coalescer;
import bus.runtime.engine.Foreign;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners each change of the status of a controller, once and in order.
 *
 * <p>Protocol: a notice is put into the queue under the lock of its controller, which keeps the
 * order, and delivered with no lock held, by one thread at a time. Thread-safe.
 */
final class StatusNotices {

  private static final Logger LOG = LoggerFactory.getLogger(StatusNotices.class);

  private final Queue<ControllerSnapshot> notices = new ConcurrentLinkedQueue<>();
  private final List<Consumer<? super ControllerSnapshot>> listeners = new CopyOnWriteArrayList<>();
  private final Coalescer delivery = new Coalescer(this::tellAll);

  Registration listen(Consumer<? super ControllerSnapshot> listener) {
    // Its own object, so that one consumer may listen twice.
    Consumer<ControllerSnapshot> entry = listener::accept;
    listeners.add(entry);
    return () -> listeners.remove(entry);
  }

  /** Called with the lock of the controller held. */
  void add(ControllerSnapshot status) {
    if (!listeners.isEmpty()) {
      notices.add(status);
    }
  }

  /** Called with no lock held, after every {@link #add}. */
  void deliver() {
    delivery.run();
  }

  private void tellAll() {
    ControllerSnapshot status = notices.poll();
    while (status != null) {
      ControllerSnapshot told = status;
      for (Consumer<? super ControllerSnapshot> listener : listeners) {
        Foreign.callback(LOG, "onStatus", told.info().id(), () -> listener.accept(told));
      }
      status = notices.poll();
    }
  }
}
