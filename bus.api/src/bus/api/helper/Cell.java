// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.BusException;
import bus.api.directive.Registration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;
import org.osgi.util.promise.PromiseFactory;

/** A place for one value and those who listen to it, without a lock. */
final class Cell<V> {

  private static final PromiseFactory PROMISES =
      new PromiseFactory(PromiseFactory.inlineExecutor());

  private final AtomicReference<Content<V>> content;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();

  /** What is in a cell from one change to the next; told apart by identity. */
  static final class Content<V> {

    final Optional<V> value;

    /** Why there will be no more values, or null. */
    final @Nullable BusException end;

    Content(Optional<V> value, @Nullable BusException end) {
      this.value = value;
      this.end = end;
    }
  }

  Cell(Optional<V> value) {
    content = new AtomicReference<>(new Content<>(value, null));
  }

  Content<V> content() {
    return content.get();
  }

  Optional<V> get() {
    return content.get().value;
  }

  /** Puts a value in, unless the content is not as expected any more or has ended. */
  boolean replace(Content<V> expected, Optional<V> value) {
    if (expected.end != null || !content.compareAndSet(expected, new Content<V>(value, null))) {
      return false;
    }
    tell();
    return true;
  }

  /** Puts a value in, unless this has ended. */
  void set(Optional<V> value) {
    Content<V> before = content.get();
    while (before.end == null && !replace(before, value)) {
      before = content.get();
    }
  }

  /** Empties this for ever. Only the first end counts. */
  void end(BusException reason) {
    Content<V> last = new Content<>(Optional.empty(), reason);
    Content<V> before = content.get();
    while (before.end == null && !content.compareAndSet(before, last)) {
      before = content.get();
    }
    if (before.end == null) {
      tell();
    }
  }

  private void tell() {
    AllOf all = new AllOf();
    listeners.forEach(listener -> all.run(listener.update));
    all.done();
  }

  Registration onChange(Consumer<? super Optional<V>> consumer) {
    return listen(now -> consumer.accept(now.value));
  }

  private Registration listen(Consumer<Content<V>> consumer) {
    Listener listener = new Listener(consumer);
    listeners.add(listener);
    try {
      listener.update.run();
    } catch (RuntimeException | Error failed) {
      listener.close();
      throw failed;
    }
    return listener;
  }

  Promise<V> when(Predicate<? super V> condition) {
    Deferred<V> deferred = PROMISES.deferred();
    AtomicBoolean done = new AtomicBoolean();
    Registration listening =
        listen(
            now -> {
              if (!done.get()) {
                look(now, condition, deferred, done);
              }
            });
    Promise<V> promise = deferred.getPromise();
    promise.onResolve(listening::close);
    return promise;
  }

  private static <V> void look(
      Content<V> now, Predicate<? super V> condition, Deferred<V> deferred, AtomicBoolean done) {
    boolean fits;
    try {
      fits = now.value.isPresent() && condition.test(now.value.get());
    } catch (RuntimeException | Error failed) {
      done.set(true);
      deferred.fail(failed);
      return;
    }
    if (fits) {
      done.set(true);
      deferred.resolve(now.value.get());
    } else if (now.end != null) {
      done.set(true);
      deferred.fail(now.end);
    }
  }

  /** Tells one listener the latest content, never twice at once. */
  private final class Listener implements Registration {

    private final Coalescer update = new Coalescer(this::tell);
    private final Consumer<Content<V>> consumer;
    private volatile boolean active = true;

    /** Touched by the task of {@code update} only. */
    private @Nullable Content<V> told;

    private Listener(Consumer<Content<V>> consumer) {
      this.consumer = consumer;
    }

    private void tell() {
      Content<V> now = content.get();
      if (active && now != told) {
        told = now;
        consumer.accept(now);
      }
    }

    @Override
    public void close() {
      active = false;
      listeners.remove(this);
    }
  }
}
