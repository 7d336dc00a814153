// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import bus.api.helper.Effects.BlockingEffect;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** A blocking effect for each value of a directive. */
final class EachWork<V> implements ReferenceHandler<V>, Registration {

  private final BlockingEffect<? super V> effect;
  private final @Nullable Retry retry;
  private final ConcurrentSkipListMap<Long, Work<V>> works = new ConcurrentSkipListMap<>();
  private final Works threads;
  private volatile @Nullable Reference<V> reference;
  private volatile boolean over;

  EachWork(
      Bus bus, Directive<V> directive, BlockingEffect<? super V> effect, @Nullable Retry retry) {
    this.effect = effect;
    this.retry = retry;
    threads = new Works(bus, directive, this::end);
    Reference<V> added = threads.complete(() -> bus.add(directive, this));
    reference = added;
    if (over) {
      added.release();
    }
  }

  @Override
  public void added(Value<? extends V> value) {
    Work<V> work = new Work<>(value.value(), effect, retry, () -> {});
    // Put in before looking at the end, which looks here after it was marked: nothing is missed.
    works.put(value.id(), work);
    if (!over) {
      threads.start(work);
    }
  }

  @Override
  public void removed(Value<? extends V> value) {
    Work<V> work = works.remove(value.id());
    if (work != null) {
      work.noLongerWanted();
    }
  }

  @Override
  public void disposed() {
    close();
  }

  private void end() {
    over = true;
    Reference<V> held = reference;
    if (held != null) {
      held.release();
    }
    AllOf all = new AllOf();
    for (Map.Entry<Long, Work<V>> last = works.pollLastEntry();
        last != null;
        last = works.pollLastEntry()) {
      all.run(last.getValue()::noLongerWanted);
    }
    all.done();
  }

  @Override
  public void close() {
    threads.close();
  }
}
