// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
import bus.api.controller.LoadController;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the keys of configuration sets work with; they and what they ask for belong to the work. */
record KeyWork(
    Environment env, Bus bus, FactoryRegistry factories, Loader loader, SerialWork work) {

  /**
   * What was asked for.
   *
   * @param run the controller
   * @param trial what decides whether it stays, null if somebody else had asked for it before
   */
  record Asked(KeyRun run, @Nullable Trial trial) {}

  /** The bus closes: what is asked for is not changed any more. */
  boolean closing() {
    return env.running().closing();
  }

  /** Asks for a controller; the callback is called in the work when its status changes. */
  KeyRun ask(ConfigEntry entry, Runnable onChange) {
    return new KeyRun(entry, KeyRun.directive(entry), bus, work, onChange);
  }

  /**
   * Asks for a controller by a trial, unless there is such a controller already. Who asks must
   * decide the trial.
   *
   * @param before the request in whose place it comes, null if in nobody's
   * @param onPrepared called when the trial is prepared, from any thread
   */
  Asked ask(
      ConfigEntry entry,
      @Nullable LoadRequest before,
      Runnable onPrepared,
      Function<ConfigEntry, KeyRun> ask) {
    LoadController directive = KeyRun.directive(entry);
    Trial trial = new Trial(directive, before, factories, env, loader.stepLimit(), onPrepared);
    loader.expect(trial);
    try {
      KeyRun run = ask.apply(entry);
      return new Asked(run, loader.takeBack(trial) ? null : trial);
    } finally {
      loader.takeBack(trial);
    }
  }

  /**
   * Returns the request for a controller if nobody wants it but the keys that leave it, else null.
   *
   * @param references how many of them ask for it
   */
  @Nullable LoadRequest leftBy(KeyRun run, int references) {
    return env.engine().strongReferences(run.instance()) == references
        ? loader.find(run.directive())
        : null;
  }
}
