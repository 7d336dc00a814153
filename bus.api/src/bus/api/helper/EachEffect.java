// SPDX-License-Identifier: Apache-2.0
package bus.api.helper;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Reference;
import bus.api.directive.ReferenceHandler;
import bus.api.directive.Registration;
import bus.api.directive.Value;
import bus.api.helper.Effects.Effect;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** An effect for each value of a directive. */
final class EachEffect<V> implements ReferenceHandler<V>, Registration {

  private final Effect<? super V> effect;
  private final ConcurrentSkipListMap<Long, Undo> undos = new ConcurrentSkipListMap<>();
  private final Tie tie;
  private volatile @Nullable Reference<V> reference;
  private volatile boolean over;

  EachEffect(Bus bus, Directive<V> directive, Effect<? super V> effect) {
    this.effect = effect;
    tie = Tie.of(bus, "effects", directive, this::end);
    Reference<V> added = tie.complete(() -> bus.add(directive, this));
    reference = added;
    if (over) {
      added.release();
    }
  }

  @Override
  public void added(Value<? extends V> value) {
    Undo undo = new Undo();
    // Put in before looking at the end, which looks here after it was marked: nothing is missed.
    undos.put(value.id(), undo);
    if (over) {
      return;
    }
    try {
      undo.applied(effect.apply(value.value()));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the effect failed for " + value, e);
    }
  }

  @Override
  public void removed(Value<? extends V> value) {
    Undo undo = undos.remove(value.id());
    if (undo != null) {
      undo.noLongerWanted();
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
    for (Map.Entry<Long, Undo> last = undos.pollLastEntry();
        last != null;
        last = undos.pollLastEntry()) {
      all.run(last.getValue()::noLongerWanted);
    }
    all.done();
  }

  @Override
  public void close() {
    tie.close();
  }
}
