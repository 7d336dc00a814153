// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.directive.Failure;
import org.jspecify.annotations.Nullable;

/**
 * The controller that is tried for a key beside what runs for it, from which it takes the state
 * over; it is either kept or given up. Belongs to the serial work of {@link ConfigSets}.
 */
final class KeyTry {

  private final KeyRun run;
  private final @Nullable Trial trial;
  private boolean outdated;

  private KeyTry(KeyRun run, @Nullable Trial trial) {
    this.run = run;
    this.trial = trial;
  }

  /**
   * Begins.
   *
   * @param before what runs for the key; it is left as it is if somebody else wants it as well
   * @param onChange called in the work when there may be something to decide or to tell
   */
  static KeyTry begin(KeyWork context, KeyRun before, ConfigEntry wanted, Runnable onChange) {
    KeyWork.Asked asked =
        context.ask(
            wanted,
            context.leftBy(before, 1),
            () -> context.work().submit(onChange),
            entry -> context.ask(entry, onChange));
    return new KeyTry(asked.run(), asked.trial());
  }

  KeyRun run() {
    return run;
  }

  /**
   * Whether it is known how it went. Somebody else's controller is waited for until it is ready.
   */
  boolean decided() {
    return trial != null ? trial.isPrepared() : run.ready();
  }

  /** Returns why the controller can not be kept, null if it can; to be called when decided. */
  @Nullable Obstacle obstacle() {
    if (trial == null) {
      return null;
    }
    Failure failure = trial.awaitPrepared();
    Failure reason = failure != null ? failure : trial.verify();
    return reason == null ? null : trial.obstacle(reason);
  }

  /** A factory for this has come, changed or gone since it began. */
  void factoryChanged() {
    outdated = true;
  }

  /** Whether a failure says nothing of the factories that there are now. */
  boolean outdated() {
    return outdated;
  }

  /** Whether what ran before had to be stopped. */
  boolean interrupted() {
    return trial != null && trial.interrupted();
  }

  /** Lets the controller take over; what it comes in the place of was released before. */
  void keep() {
    run.takesOver();
    if (trial != null) {
      trial.decide(true);
    }
  }

  /** First the reference goes, so that the request knows that it ends when the trial does. */
  void giveUp() {
    run.release();
    if (trial != null) {
      trial.decide(false);
    }
  }
}
