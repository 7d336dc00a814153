// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The sink of one attempt of several that share a run. As between runs: when an attempt has failed
 * its sink is not valid any more and its children go, its values stay.
 */
final class AttemptSink<V> implements Sink<V> {

  private final Sink<V> sink;
  private final Queue<Registration> children = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  AttemptSink(Sink<V> sink) {
    this.sink = sink;
  }

  void end() {
    over = true;
    children.forEach(Registration::close);
    children.clear();
  }

  @Override
  public Optional<Value<V>> add(V value) {
    return over ? Optional.empty() : sink.add(value);
  }

  @Override
  public Optional<Value<V>> replace(Value<V> old, V value) {
    return over ? Optional.empty() : sink.replace(old, value);
  }

  @Override
  public Optional<Value<V>> set(V value) {
    return over ? Optional.empty() : sink.set(value);
  }

  @Override
  public boolean remove(Value<V> value) {
    return !over && sink.remove(value);
  }

  @Override
  public List<Value<V>> clear() {
    return over ? List.of() : sink.clear();
  }

  @Override
  public List<Value<V>> values() {
    return sink.values();
  }

  @Override
  public void markIdle(boolean idle) {
    if (!over) {
      sink.markIdle(idle);
    }
  }

  @Override
  public boolean valid() {
    return !over && sink.valid();
  }

  @Override
  public Registration onRemoved(Value<V> value, Runnable callback) {
    return over ? now(callback) : sink.onRemoved(value, callback);
  }

  @Override
  public Registration onResolverRemoved(Runnable callback) {
    return over ? now(callback) : sink.onResolverRemoved(callback);
  }

  private static Registration now(Runnable callback) {
    callback.run();
    return () -> {};
  }

  @Override
  public Registration attach(Resolver<V> child) {
    if (over) {
      return () -> {};
    }
    Registration attached = sink.attach(child);
    children.add(attached);
    if (over) {
      attached.close();
    }
    return () -> {
      children.remove(attached);
      attached.close();
    };
  }
}
