// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.BusException;
import bus.api.controller.ControllerHandle;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.runtime.engine.Threads;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** A controller that was added by hand: it is stopped when it fails. */
final class ControllerHandleImpl implements ControllerHandle {

  private final ControllerRun run;
  private final SerialWork work;
  private final Deferred<ControllerStatus> ready;
  private final Deferred<Boolean> stopped;
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicBoolean decided = new AtomicBoolean();
  private volatile ControllerStatus last;

  ControllerHandleImpl(ControllerRun run, Threads threads) {
    this.run = run;
    this.work = new SerialWork(threads, run.name());
    this.ready = threads.promises().deferred();
    this.stopped = threads.promises().deferred();
    this.last = run.status();
  }

  void start() {
    run.start(() -> work.submit(this::changed));
    try {
      run.attach(null);
    } catch (BusException closed) {
      stop();
      throw closed;
    }
  }

  private void changed() {
    ControllerStatus now = run.status();
    if (now.phase() == Phase.STOPPED) {
      stop();
      return;
    }
    last = now;
    if (now.ready()) {
      if (decided.compareAndSet(false, true)) {
        ready.resolve(now);
      }
    } else if (now.phase() == Phase.BACKING_OFF) {
      neverReady();
      stop();
    }
  }

  @Override
  public ControllerStatus status() {
    ControllerStatus now = run.status();
    // What it failed with says more than that it has stopped since.
    return now.phase() == Phase.STOPPED && last.failure() != null
        ? new ControllerStatus(Phase.STOPPED, now.info(), last.failure(), null, now.since())
        : now;
  }

  @Override
  public Promise<ControllerStatus> ready() {
    return ready.getPromise();
  }

  @Override
  public Promise<Boolean> stop() {
    if (stopping.compareAndSet(false, true)) {
      work.submit(this::stopNow);
    }
    return stopped.getPromise();
  }

  private void stopNow() {
    List<String> left = run.stop();
    neverReady();
    stopped.resolve(left.isEmpty());
  }

  private void neverReady() {
    if (decided.compareAndSet(false, true)) {
      ready.fail(
          new BusException(
              BusException.Reason.CLOSED,
              run.name() + " ended before it was ready",
              last.failure()));
    }
  }

  @Override
  public void close() {
    stop();
  }
}
