// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Instance;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The model of an instance. Thread-safe. */
final class Life {

  final Instance<String> instance;
  final AtomicInteger disposedCalls = new AtomicInteger();
  final AtomicInteger cancelledCalls = new AtomicInteger();

  /** What handlers emit for this, children as well. */
  final Queue<Node> nodes = new ConcurrentLinkedQueue<>();

  private final History history;
  private final Map<Source, Boolean> asked = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Seen> seen = new AtomicReference<>();

  /** It was seen to be over. */
  volatile boolean forgotten;

  /** Somebody has closed it, or begun to. */
  private volatile boolean closed;

  /** When the first call that returned it began, and when the first one returned. */
  record Seen(long start, long end) {}

  Life(History history, Instance<String> instance) {
    this.history = history;
    this.instance = instance;
  }

  /** Listens to the end; called once. */
  void follow() {
    instance.onDisposed(disposedCalls::incrementAndGet);
    instance.scope().onCancel(cancelledCalls::incrementAndGet);
  }

  Want want() {
    return (Want) instance.directive();
  }

  void seen(long start, long end) {
    Seen before =
        seen.getAndAccumulate(
            new Seen(start, end),
            (old, now) ->
                old == null
                    ? now
                    : new Seen(Math.min(old.start, now.start), Math.min(old.end, now.end)));
    if (before == null) {
      follow();
    }
  }

  @Nullable Seen seen() {
    return seen.get();
  }

  void asked(Source source) {
    if (asked.put(source, true) != null) {
      history.breach(source + " was asked twice about " + this);
    }
  }

  boolean wasAsked(Source source) {
    return asked.containsKey(source);
  }

  void close() {
    closed = true;
    instance.close();
    if (!instance.state().disposed()) {
      history.breach("not disposed after close: " + this);
    }
  }

  /** Ends it if nobody holds it. */
  void closeIfUnreferenced(boolean evenWithWeakReferences) {
    if (instance.closeIfUnreferenced(evenWithWeakReferences)) {
      closed = true;
    }
  }

  boolean closed() {
    return closed || history.closing;
  }

  /** Returns the values that it has if it is live and nothing is under way. */
  Map<Long, String> expectedValues() {
    Map<Long, String> all = new TreeMap<>();
    for (Node node : nodes) {
      if (node.attached()) {
        all.putAll(node.values);
      }
    }
    return all;
  }

  @Override
  public String toString() {
    return "#" + instance.id() + " " + instance.directive();
  }
}
