// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.directive.DirectiveState;
import bus.api.directive.Registration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to the state of an instance and keeps the latest that it was told. Thread-safe. */
final class Listening implements Consumer<DirectiveState<String>> {

  final Life life;
  private final History history;
  private final AtomicBoolean inside = new AtomicBoolean();
  private volatile @Nullable DirectiveState<String> last;
  private @Nullable Registration registration;

  Listening(History history, Life life) {
    this.history = history;
    this.life = life;
  }

  void begin() {
    registration = life.instance.onState(this);
    history.listenings.add(this);
  }

  /** Called by whoever has taken this out of the list. */
  void end() {
    if (registration != null) {
      registration.close();
    }
  }

  @Override
  public void accept(DirectiveState<String> state) {
    if (inside.getAndSet(true)) {
      history.breach("states overlap: " + state + " of " + life);
    }
    if (last != null && last.disposed()) {
      history.breach("a state after the end: " + state + " of " + life);
    }
    last = state;
    inside.set(false);
  }

  @Nullable DirectiveState<String> last() {
    return last;
  }
}
