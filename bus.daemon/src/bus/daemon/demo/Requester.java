// SPDX-License-Identifier: Apache-2.0
package bus.daemon.demo;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;

/**
 * Somebody who asked once and keeps listening: holds one reference through all that happens, and
 * remembers each event.
 *
 * <p>Thread-safe; the lock guards what it has heard.
 */
final class Requester implements ReferenceHandler<Object>, AutoCloseable {

  private final Object lock = new Object();
  private final Map<Long, String> present = new LinkedHashMap<>();
  private final List<String> events = new ArrayList<>();
  private boolean answered;
  private int momentsWithout;
  private final Reference<?> reference;

  /** Asks with a directive whose class a bundle has. */
  Requester(Bus bus, Bundle library, String type, String name) throws ReflectiveOperationException {
    Object request = library.loadClass(type).getConstructor(String.class).newInstance(name);
    reference = open(bus, (Directive<?>) request);
  }

  private <V> Reference<V> open(Bus bus, Directive<V> directive) {
    return bus.add(directive, this);
  }

  @Override
  public void added(Value<? extends Object> value) {
    synchronized (lock) {
      answered = true;
      present.put(value.id(), value.value().toString());
      events.add("added   " + value.value());
      lock.notifyAll();
    }
  }

  @Override
  public void removed(Value<? extends Object> value) {
    synchronized (lock) {
      present.remove(value.id());
      events.add("removed " + value.value());
      if (answered && present.isEmpty()) {
        momentsWithout++;
      }
      lock.notifyAll();
    }
  }

  /** Waits until what is present is as wanted; returns whether it came to that. */
  boolean await(Predicate<List<String>> wanted, Duration limit) throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    synchronized (lock) {
      while (!wanted.test(List.copyOf(present.values()))) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
      }
      return true;
    }
  }

  List<String> present() {
    synchronized (lock) {
      return List.copyOf(present.values());
    }
  }

  /** Returns what was heard since the last call. */
  List<String> drainEvents() {
    synchronized (lock) {
      List<String> heard = List.copyOf(events);
      events.clear();
      return heard;
    }
  }

  int momentsWithout() {
    synchronized (lock) {
      return momentsWithout;
    }
  }

  @Override
  public void close() {
    reference.release();
  }
}
