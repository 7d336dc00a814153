// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Registration;
import bus.api.helper.Effects.BlockingEffect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A blocking effect for the present value of a live one: one run at a time. */
final class CurrentWork<V> implements Registration {

  private final BlockingEffect<? super V> effect;
  private final Works threads;
  private final Coalescer update = new Coalescer(this::reconcile);
  private volatile Wanted<V> wanted = new Wanted<>(Optional.empty());
  private volatile @Nullable Registration listening;
  private volatile boolean over;

  /** Touched by the task of {@code update} only, as what follows. */
  private @Nullable Wanted<V> given;

  private @Nullable Work<V> running;

  /** What the effect should run with; told apart by identity. */
  private static final class Wanted<V> {

    private final Optional<V> value;

    private Wanted(Optional<V> value) {
      this.value = value;
    }
  }

  CurrentWork(Bus bus, Live<V> live, BlockingEffect<? super V> effect) {
    this.effect = effect;
    threads = new Works(bus, live, this::end);
    Registration added = threads.complete(() -> live.onChange(this::changed));
    listening = added;
    if (over) {
      added.close();
    }
  }

  private void changed(Optional<V> value) {
    if (!over) {
      wanted = new Wanted<>(value);
      update.run();
    }
  }

  private void reconcile() {
    Wanted<V> target = over ? null : wanted;
    if (given == target) {
      return;
    }
    AllOf all = new AllOf();
    Work<V> work = running;
    if (work != null) {
      all.run(work::noLongerWanted);
    }
    // The end of one that still runs asks again.
    if (work == null || work.ended()) {
      running = null;
      given = target;
      if (target != null) {
        target.value.ifPresent(this::start);
      }
    }
    all.done();
  }

  private void start(V value) {
    Work<V> next = new Work<>(value, effect, null, update);
    running = next;
    threads.start(next);
  }

  private void end() {
    over = true;
    Registration held = listening;
    if (held != null) {
      held.close();
    }
    update.run();
  }

  @Override
  public void close() {
    threads.close();
  }
}
