// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.ValueOptions;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lends threads of a bus to a helper: a directive of its own, whose resolver has a child for each
 * piece of work. Ends once, when it is closed or with the owner of the bus.
 */
final class Works implements Registration {

  private final Host host;
  private final Reference<Object> reference;
  private final Queue<Work<?>> waiting = new ConcurrentLinkedQueue<>();
  private final Coalescer starting = new Coalescer(this::startWaiting);
  private volatile @Nullable Sink<Object> sink;

  Works(Bus bus, Object subject, Runnable end) {
    host = new Host(bus, "effects");
    Directive<Object> own =
        host.directive(subject, ValueOptions.DEFAULT, () -> Resolver.inline(this::begun));
    try {
      reference = bus.add(own);
    } catch (RuntimeException | Error failed) {
      host.close();
      throw failed;
    }
    reference.instance().onDisposed(end);
  }

  /** Usually called before the constructor returns, or else soon after, by another thread. */
  private void begun(Sink<Object> begun) {
    // Says that this works: its owner lacks nothing.
    begun.add("running");
    sink = begun;
    starting.run();
  }

  void start(Work<?> work) {
    waiting.add(work);
    starting.run();
  }

  private void startWaiting() {
    Sink<Object> target = sink;
    if (target == null) {
      return;
    }
    for (Work<?> next = waiting.poll(); next != null; next = waiting.poll()) {
      next.start(target);
    }
  }

  /** Does the last step of the making of a helper; if it fails, this ends. */
  <T> T complete(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException | Error failed) {
      close();
      throw failed;
    }
  }

  @Override
  public void close() {
    reference.release();
    host.close();
  }
}
