// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.State;
import bus.api.controller.Stateful;
import bus.api.directive.Failure;
import bus.runtime.engine.Foreign;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the state from one controller and gives it to the next, each step within the limit of the
 * bus.
 */
final class HandOver {

  private static final Logger LOG = LoggerFactory.getLogger(HandOver.class);

  private final ControllerRun from;
  private boolean paused;

  HandOver(ControllerRun from) {
    this.from = from;
  }

  /** What was saved. */
  record Saved(@Nullable State state, @Nullable Failure failure) {}

  /** Pauses the old controller and saves its state; nothing if it has none to hand over. */
  Saved save() {
    if (!(from.controller() instanceof Stateful old)) {
      return new Saved(null, null);
    }
    paused = true;
    Foreign.Answer<State> saved =
        bounded(
            "saveState",
            () -> {
              old.pause();
              State state = old.saveState();
              return new State(state.schema(), from.info().version(), state.data());
            });
    State state = saved.value();
    Failure tooLarge = state == null ? null : tooLarge(state);
    return tooLarge == null ? new Saved(state, saved.failure()) : new Saved(null, tooLarge);
  }

  private @Nullable Failure tooLarge(State state) {
    long size = StateSize.of(state.data());
    long limit = from.env().limits().handOverBytes();
    return size <= limit
        ? null
        : Failure.of(
            "StateTooLarge",
            "the state of %s has about %d bytes, at most %d are handed over"
                .formatted(from.name(), size, limit));
  }

  /** Gives the state to a controller that has not been executed yet. */
  @Nullable Failure restore(State state, ControllerRun to) {
    if (!(to.controller() instanceof Stateful next)) {
      return null;
    }
    Foreign.Answer<Boolean> taken = bounded("restoreState", () -> next.restoreState(state));
    if (taken.failure() == null && !Boolean.TRUE.equals(taken.value())) {
      LOG.warn(
          "controller declined the state, which is lost; it starts afresh controller={} schema={}"
              + " from={}",
          to.name(),
          state.schema(),
          state.version());
    }
    return taken.failure();
  }

  /** Gives the state to a controller, which may not want it; says whether it has taken it. */
  boolean take(State state, ControllerRun to) {
    if (!(to.controller() instanceof Stateful next)) {
      return true;
    }
    Foreign.Answer<Boolean> taken = bounded("restoreState", () -> next.restoreState(state));
    return taken.failure() == null && Boolean.TRUE.equals(taken.value());
  }

  /** The replacement did not come about. */
  void resume() {
    if (paused && from.controller() instanceof Stateful old) {
      Foreign.Answer<Object> resumed =
          bounded(
              "resume",
              () -> {
                old.resume();
                return null;
              });
      if (resumed.failure() != null) {
        LOG.error(
            "controller did not resume controller={} failure={}",
            from.name(),
            resumed.failure().trace());
      }
    }
  }

  private <T> Foreign.Answer<T> bounded(String step, Callable<? extends @Nullable T> call) {
    return Bounded.ask(
        from.env().threads(), from.name() + " " + step, from.env().limits().handOver(), call);
  }
}
