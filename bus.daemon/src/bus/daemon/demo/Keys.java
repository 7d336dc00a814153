// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.api.Bus;
import bus.api.Watch;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.KeyStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An applied configuration, and how its keys are doing. Thread-safe. */
final class Keys implements AutoCloseable {

  private final Object lock = new Object();
  private List<KeyStatus> present = List.of();
  private final Watch<KeyStatus> watch;

  Keys(Bus bus, ConfigSet set) {
    watch = bus.watch(new ApplyConfigSet(set), state -> heard(state.all()));
  }

  private void heard(List<KeyStatus> keys) {
    synchronized (lock) {
      present = keys;
      lock.notifyAll();
    }
  }

  /** Waits until as many keys as wanted are as wanted; returns whether it came to that. */
  boolean await(Predicate<KeyStatus> wanted, int count, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (present.stream().filter(wanted).count() < count) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return true;
    }
  }

  List<KeyStatus> present() {
    return watch.values();
  }

  @Override
  public void close() {
    watch.close();
  }
}
