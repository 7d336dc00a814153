// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.State;
import bus.api.directive.Failure;
import bus.api.plugin.GenerationSwitch.Trouble;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time after a switch in which one may go back to the predecessor of a controller. Belongs to
 * the work of a request.
 */
final class Probation {

  private final FactoryEntry entry;
  private final @Nullable State before;
  private final Consumer<Trouble> listener;
  private boolean told;

  /**
   * Begins.
   *
   * @param entry the factory of the controller that is on probation
   * @param before the state that its predecessor has saved, null if it had none
   * @param listener told of the first failure
   */
  Probation(FactoryEntry entry, @Nullable State before, Consumer<Trouble> listener) {
    this.entry = entry;
    this.before = before;
    this.listener = listener;
  }

  @Nullable State before() {
    return before;
  }

  /** Whether it is that of a controller of a bundle. */
  boolean concerns(long bundle) {
    return entry.source().bundle() == bundle;
  }

  /** The controller has failed. */
  void failed(ControllerRun run, @Nullable Failure failure) {
    if (!told) {
      told = true;
      Failure why = failure == null ? Failure.of("Failed", "it ended") : failure;
      listener.accept(
          new Trouble(entry.source().plugin(), entry.source().bundle(), run.name(), why));
    }
  }
}
