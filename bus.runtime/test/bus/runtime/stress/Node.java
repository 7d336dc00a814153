// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Scope;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import bus.runtime.stress.Source.Style;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Promise;

/**
 * The model of a resolver that is attached to an instance, and the resolver itself. The thread that
 * runs it first may emit, from then on one worker does; so what it has emitted is known exactly.
 */
final class Node {

  private static final int MOST_NODES = 30;

  final Source source;
  final Life life;

  /** What it has emitted and not withdrawn. */
  final Map<Long, String> values = new ConcurrentSkipListMap<>();

  /** For values that somebody watches, how often he was told that they are gone. */
  final Map<Long, AtomicInteger> goneCalls = new ConcurrentHashMap<>();

  /** For each who asked, how often he was told that this resolver is gone. */
  final List<AtomicInteger> removedCalls = new CopyOnWriteArrayList<>();

  private final History history;
  private final @Nullable Node parent;
  private final AtomicInteger executing = new AtomicInteger();
  private volatile @Nullable Sink<String> sink;
  private volatile @Nullable Work work;
  private volatile boolean begun;
  private volatile boolean idle;
  private volatile boolean failed;
  private volatile boolean takenBack;
  private @Nullable Registration registration;

  Node(History history, Source source, Life life, @Nullable Node parent) {
    this.history = history;
    this.source = source;
    this.life = life;
    this.parent = parent;
  }

  // The resolver

  Resolver<String> resolver(Style style) {
    return switch (style) {
      case BLOCKING -> Resolver.blocking(this::block);
      case ASYNC -> Resolver.async(this::promise);
      case FAILING ->
          Resolver.inline(
              emitting -> {
                inline(emitting, true);
                throw new IllegalStateException("stress, expected");
              });
      default -> Resolver.inline(emitting -> inline(emitting, false));
    };
  }

  private void inline(Sink<String> emitting, boolean fails) {
    entered();
    begin(emitting, true, fails);
    executing.decrementAndGet();
  }

  private void block(Scope scope, Sink<String> emitting) throws InterruptedException {
    entered();
    try {
      begin(emitting, false, false);
      scope.await();
    } finally {
      executing.decrementAndGet();
    }
  }

  private Promise<?> promise(Scope scope, Sink<String> emitting) {
    entered();
    Work promised = new Work(executing::decrementAndGet);
    work = promised;
    begin(emitting, false, false);
    scope.onCancel(() -> promised.end(null));
    return promised.promise();
  }

  private void entered() {
    if (executing.incrementAndGet() > 1) {
      history.breach("two runs at once of " + this);
    }
  }

  private void begin(Sink<String> emitting, boolean idleNow, boolean fails) {
    idle = idleNow;
    failed = fails;
    boolean first = !begun;
    if (first) {
      for (long n = life.instance.id() % 3; n > 0; n--) {
        emit(emitting);
      }
    }
    sink = emitting;
    begun = true;
    if (first) {
      history.begunFor(source, life).add(this);
    }
  }

  // What its worker does with it

  /** Emits a value; returns whether it was taken. */
  boolean emit(Sink<String> emitting) {
    String text = history.freshValue();
    Optional<Value<String>> added = emitting.add(text);
    added.ifPresent(value -> noted(value, text));
    if (added.isEmpty() && !life.want().kind().options.hardLimit() && emitting.valid()) {
      history.breach("refused: " + text + " of " + this);
    }
    return added.isPresent();
  }

  void noted(Value<String> value, String text) {
    if (values.put(value.id(), value.value()) != null || !value.value().equals(text)) {
      history.breach("numbered wrongly: " + value + " for " + text + " of " + this);
    }
  }

  void markIdle(boolean now) {
    Sink<String> current = sink;
    Work present = work;
    // A run that has ended is idle, whatever is said.
    if (current != null && !life.want().kind().limited()) {
      current.markIdle(now);
      if (blocks() || (present != null && !present.ended())) {
        idle = now;
      }
    }
  }

  /** Ends the asynchronous work, well or badly. */
  void finish(boolean badly) {
    Work present = work;
    if (present != null && !life.want().kind().limited()) {
      idle = true;
      if (present.end(badly ? new IllegalStateException("stress, expected") : null)) {
        failed = badly;
      }
    }
  }

  void attachChild() {
    Sink<String> current = sink;
    if (current != null && !life.want().kind().limited() && life.nodes.size() < MOST_NODES) {
      Node child = new Node(history, source, life, this);
      child.registration = current.attach(child.resolver(Style.INLINE));
      if (current.valid()) {
        life.nodes.add(child);
      }
    }
  }

  void takeBack() {
    if (registration != null) {
      takenBack = true;
      registration.close();
      if (valid()) {
        history.breach("valid after it was taken back: " + this);
      }
    }
  }

  // The model

  @Nullable Sink<String> sink() {
    return sink;
  }

  boolean begun() {
    return begun;
  }

  boolean valid() {
    Sink<String> current = sink;
    return current != null && current.valid();
  }

  /** Whether it is attached if the instance is live. */
  boolean attached() {
    return !source.detached() && !takenBack && (parent == null || parent.attached());
  }

  boolean idle() {
    return idle;
  }

  boolean failed() {
    return failed;
  }

  boolean blocks() {
    return parent == null && source.style == Style.BLOCKING;
  }

  @Override
  public String toString() {
    return (parent == null ? "" : "child of ") + source + " for " + life;
  }
}
