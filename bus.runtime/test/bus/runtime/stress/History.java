// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Directive;
import bus.api.directive.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was done on a bus by all threads together, which is the model: from it follows what the bus
 * must look like at rest. Thread-safe.
 */
final class History {

  final Queue<Held> references = new ConcurrentLinkedQueue<>();
  final Queue<Source> sources = new ConcurrentLinkedQueue<>();
  final Queue<Listening> listenings = new ConcurrentLinkedQueue<>();

  /** References that callbacks have made, for anybody to release. */
  final Queue<Held> orphans = new ConcurrentLinkedQueue<>();

  final LongAdder operations = new LongAdder();

  /** Nodes that have begun, by the worker that uses them from now on. */
  private final List<Queue<Node>> begun = new ArrayList<>();

  private final Map<Long, Life> lives = new ConcurrentHashMap<>();
  private final Map<String, Queue<Addition>> additions = new ConcurrentHashMap<>();
  private final Queue<String> breaches = new ConcurrentLinkedQueue<>();
  private final AtomicLong numbers = new AtomicLong();

  /** The bus is being closed, or was. */
  volatile boolean closing;

  /** A call that added a directive, and when it began and returned. */
  private record Addition(int rank, long start, long end) {}

  History(int workers) {
    for (int i = 0; i < workers; i++) {
      begun.add(new ConcurrentLinkedQueue<>());
    }
  }

  /** Returns a text that nobody has had before. */
  String freshValue() {
    return "v" + numbers.incrementAndGet();
  }

  /** Says that the contract was broken. */
  void breach(String what) {
    breaches.add(what);
  }

  List<String> breaches() {
    return List.copyOf(breaches);
  }

  Life life(Instance<String> instance) {
    return lives.computeIfAbsent(instance.id(), id -> new Life(this, instance));
  }

  Iterable<Life> lives() {
    return lives.values();
  }

  Queue<Node> begun(int worker) {
    return begun.get(worker);
  }

  /** The worker that uses what one handler emits for one instance. */
  Queue<Node> begunFor(Source source, Life life) {
    return begun.get((int) ((source.number + life.instance.id()) % begun.size()));
  }

  /** A call has added a directive and returned a reference to that life. */
  void added(Want want, long start, long end, Life life) {
    life.seen(start, end);
    additions
        .computeIfAbsent(want.name(), name -> new ConcurrentLinkedQueue<>())
        .add(new Addition(want.rank(), start, end));
    Directive<String> directive = life.instance.directive();
    if (!(directive instanceof Want live)
        || !live.name().equals(want.name())
        || live.rank() < want.rank()) {
      breach(want + " was merged into " + life);
    }
  }

  /** Whether a call that was made at a time when that one lived may have displaced it. */
  boolean mayBeDisplaced(Life life) {
    return anyHigher(life, (each, seen) -> each.end > seen.start());
  }

  /** Whether a call that found that one alive, if it was, must have displaced it. */
  boolean mustBeDisplaced(Life life) {
    return anyHigher(life, (each, seen) -> each.start > seen.end());
  }

  private interface Relation {
    boolean holds(Addition addition, Life.Seen seen);
  }

  private boolean anyHigher(Life life, Relation relation) {
    Life.Seen seen = life.seen();
    Queue<Addition> all = additions.get(life.want().name());
    return seen != null
        && all != null
        && all.stream()
            .anyMatch(each -> each.rank > life.want().rank() && relation.holds(each, seen));
  }

  /** Forgets what is over and was checked, so that long runs fit into memory. */
  void forget(Life life) {
    lives.remove(life.instance.id());
  }
}
