// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the values in a sink fit those that are wanted, by key.
 *
 * <p>Protocol: a change is put into a queue, which the task of a {@link Coalescer} empties, one
 * thread at a time. All other fields are touched by that task only.
 */
final class Emission<K, V, R> {

  private final Sink<R> sink;
  private final Function<? super V, Optional<R>> transform;
  private final Queue<Change<K, V, R>> changes = new ConcurrentLinkedQueue<>();
  private final Coalescer update = new Coalescer(this::apply);

  private final Map<K, Wanted<V, R>> wanted = new HashMap<>();
  private final Map<K, Emitted<V, R>> emitted = new HashMap<>();

  /** Values without a key: those that the sink had before. */
  private List<Value<R>> leftOver;

  private final Set<K> refused = new LinkedHashSet<>();
  private @Nullable Registration waiting;
  private volatile boolean room;

  /** What a key should have. */
  private record Wanted<V, R>(V value, Optional<R> result) {}

  /** What a key has. */
  private record Emitted<V, R>(V value, Value<R> result) {}

  /** What some keys, or all, should have; null for nothing. */
  private record Change<K, V, R>(boolean all, Map<K, @Nullable Wanted<V, R>> wanted) {}

  Emission(Sink<R> sink, Function<? super V, Optional<R>> transform) {
    this.sink = sink;
    this.transform = transform;
    this.leftOver = sink.values();
  }

  void put(K key, V value) {
    change(false, key, new Wanted<V, R>(value, transform.apply(value)));
  }

  void remove(K key) {
    change(false, key, null);
  }

  private void change(boolean all, K key, @Nullable Wanted<V, R> value) {
    Map<K, @Nullable Wanted<V, R>> one = new HashMap<>(2);
    one.put(key, value);
    changes.add(new Change<>(all, one));
    update.run();
  }

  void setAll(Map<? extends K, ? extends V> values) {
    Map<K, @Nullable Wanted<V, R>> all = new LinkedHashMap<>();
    values.forEach((key, value) -> all.put(key, new Wanted<V, R>(value, transform.apply(value))));
    changes.add(new Change<>(true, all));
    update.run();
  }

  private void apply() {
    Set<K> touched = new LinkedHashSet<>();
    if (room) {
      room = false;
      stopWaiting();
      touched.addAll(refused);
    }
    for (Change<K, V, R> next = changes.poll(); next != null; next = changes.poll()) {
      take(next, touched);
    }
    if (!touched.isEmpty() || !leftOver.isEmpty()) {
      emit(touched);
    }
  }

  private void take(Change<K, V, R> change, Set<K> touched) {
    if (change.all) {
      touched.addAll(wanted.keySet());
      wanted.clear();
    }
    change.wanted.forEach(
        (key, value) -> {
          touched.add(key);
          if (value == null) {
            wanted.remove(key);
          } else {
            wanted.put(key, value);
          }
        });
  }

  private void emit(Set<K> touched) {
    Deque<Value<R>> gone = new ArrayDeque<>(leftOver);
    leftOver = List.of();
    List<K> fresh = new ArrayList<>();
    for (K key : touched) {
      Wanted<V, R> want = wanted.get(key);
      Emitted<V, R> have = emitted.get(key);
      refused.remove(key);
      if (want == null || want.result.isEmpty()) {
        if (have != null) {
          emitted.remove(key);
          gone.add(have.result);
        }
      } else if (have == null) {
        fresh.add(key);
      } else if (!have.value.equals(want.value)) {
        emitted.remove(key);
        emitted(key, result -> sink.replace(have.result, result));
      }
    }
    exchange(gone, fresh);
  }

  private void exchange(Deque<Value<R>> gone, List<K> fresh) {
    List<K> added = new ArrayList<>();
    for (K key : fresh) {
      Value<R> old = gone.poll();
      if (old == null) {
        added.add(key);
      } else {
        emitted(key, result -> sink.replace(old, result));
      }
    }
    gone.forEach(sink::remove);
    added.forEach(key -> emitted(key, sink::add));
    if (!refused.isEmpty() && waiting == null && sink.valid()) {
      waiting = sink.attach(Resolver.inline(child -> roomAppeared()));
    }
  }

  private void emitted(K key, Function<R, Optional<Value<R>>> way) {
    Wanted<V, R> want = wanted.get(key);
    if (want == null || want.result.isEmpty()) {
      return;
    }
    Optional<Value<R>> result = way.apply(want.result.get());
    if (result.isPresent()) {
      emitted.put(key, new Emitted<>(want.value, result.get()));
    } else {
      refused.add(key);
    }
  }

  /** Called by a child of the resolver, which the bus does not start while there is no room. */
  private void roomAppeared() {
    room = true;
    update.run();
  }

  private void stopWaiting() {
    Registration done = waiting;
    waiting = null;
    if (done != null) {
      done.close();
    }
  }
}
