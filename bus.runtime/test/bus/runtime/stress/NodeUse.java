// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Uses what a node emits into, one step at a time, and compares each answer with the model. Used by
 * the one worker whose node it is.
 */
final class NodeUse {

  private static final int MOST = 6;

  private final History history;
  private final Random random;

  NodeUse(History history, Random random) {
    this.history = history;
    this.random = random;
  }

  void step(Node node) {
    Sink<String> sink = node.sink();
    if (sink == null) {
      return;
    }
    switch (random.nextInt(18)) {
      case 0, 1, 2 -> add(node, sink);
      case 3, 4 -> any(node).ifPresent(value -> remove(node, sink, value));
      case 5, 6 -> any(node).ifPresent(value -> replace(node, sink, value));
      case 7, 8 -> set(node, sink, history.freshValue());
      case 9 -> any(node).ifPresent(value -> set(node, sink, value.value()));
      case 10 -> clear(node, sink);
      case 11 -> look(node, sink);
      case 12 -> node.markIdle(random.nextBoolean());
      case 13 -> node.finish(random.nextInt(4) == 0);
      case 14 -> any(node).ifPresent(value -> watch(node, sink, value));
      case 15 -> watchRemoval(node, sink);
      case 16 -> node.attachChild();
      default -> node.takeBack();
    }
  }

  private Optional<Value<String>> any(Node node) {
    List<Map.Entry<Long, String>> all = List.copyOf(node.values.entrySet());
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<Long, String> entry = all.get(random.nextInt(all.size()));
    return Optional.of(new Value<>(entry.getKey(), entry.getValue()));
  }

  private void add(Node node, Sink<String> sink) {
    if (node.values.size() < MOST) {
      node.emit(sink);
    }
  }

  private void remove(Node node, Sink<String> sink, Value<String> value) {
    if (sink.remove(value)) {
      node.values.remove(value.id());
      if (sink.remove(value)) {
        history.breach("removed twice: " + value + " of " + node);
      }
    } else if (sink.valid()) {
      history.breach("not there to remove: " + value + " of " + node);
    }
  }

  private void replace(Node node, Sink<String> sink, Value<String> old) {
    String text = history.freshValue();
    Optional<Value<String>> value = sink.replace(old, text);
    if (value.isPresent()) {
      node.values.remove(old.id());
      node.noted(value.get(), text);
    } else if (sink.valid()) {
      history.breach("not replaced: " + old + " of " + node);
    }
  }

  private void set(Node node, Sink<String> sink, String text) {
    boolean same = node.values.size() == 1 && node.values.containsValue(text);
    boolean hard = node.life.want().kind().options.hardLimit();
    Optional<Value<String>> value = sink.set(text);
    if (value.isPresent() && same) {
      if (!node.values.containsKey(value.get().id())) {
        history.breach("set again, though it was there: " + value.get() + " of " + node);
      }
    } else if (value.isPresent()) {
      node.values.clear();
      node.noted(value.get(), text);
    } else if (sink.valid() && !(hard && node.values.isEmpty())) {
      history.breach("not set: " + text + " of " + node);
    }
  }

  private void clear(Node node, Sink<String> sink) {
    List<Long> expected = List.copyOf(node.values.keySet());
    List<Long> cleared = sink.clear().stream().map(Value::id).toList();
    if (cleared.equals(expected)) {
      node.values.clear();
    } else if (!cleared.isEmpty() || sink.valid()) {
      history.breach("cleared " + cleared + " instead of " + expected + " of " + node);
    }
  }

  private void look(Node node, Sink<String> sink) {
    List<Long> present = sink.values().stream().map(Value::id).toList();
    List<Long> expected = List.copyOf(node.values.keySet());
    if (sink.valid() && !present.equals(expected)) {
      history.breach("values " + present + " instead of " + expected + " of " + node);
    }
  }

  private void watch(Node node, Sink<String> sink, Value<String> value) {
    AtomicInteger calls = new AtomicInteger();
    if (!node.life.want().kind().limited()
        && sink.valid()
        && node.goneCalls.putIfAbsent(value.id(), calls) == null) {
      sink.onRemoved(value, calls::incrementAndGet);
    }
  }

  private void watchRemoval(Node node, Sink<String> sink) {
    if (!node.life.want().kind().limited() && node.removedCalls.size() < 3) {
      AtomicInteger calls = new AtomicInteger();
      sink.onResolverRemoved(calls::incrementAndGet);
      node.removedCalls.add(calls);
    }
  }
}
