// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.directive.Registration;
import bus.api.helper.Effects.Effect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An effect for the present value of a live one. */
final class CurrentEffect<V> implements Registration {

  private final Effect<? super V> effect;
  private volatile @Nullable Undo undo;
  private volatile boolean over;
  private final Registration listening;

  CurrentEffect(Live<V> live, Effect<? super V> effect) {
    this.effect = effect;
    listening = live.onChange(this::changed);
  }

  /** Called one at a time. */
  private void changed(Optional<V> value) {
    AllOf all = new AllOf();
    Undo before = undo;
    if (before != null) {
      all.run(before::noLongerWanted);
    }
    Undo next = new Undo();
    // Set before looking at the end, which looks here after it was marked: nothing is missed.
    undo = next;
    if (!over) {
      value.ifPresent(present -> all.run(() -> apply(present, next)));
    }
    all.done();
  }

  private void apply(V value, Undo next) {
    try {
      next.applied(effect.apply(value));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the effect failed for " + value, e);
    }
  }

  @Override
  public void close() {
    over = true;
    listening.close();
    Undo last = undo;
    if (last != null) {
      last.noLongerWanted();
    }
  }
}
