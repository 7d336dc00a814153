// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.config.ConfigEntry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to one key; see {@link Controllers#plan(bus.api.config.ConfigSet,
 * bus.api.config.ConfigSet)}.
 *
 * @param key the key
 * @param action what would be done
 * @param from what runs for the key now or is being tried, null if nothing is
 * @param to what would be wanted, null if nothing would be
 * @param reason why, in a line
 */
public record PlannedChange(
    String key,
    Action action,
    @Nullable ConfigEntry from,
    @Nullable ConfigEntry to,
    String reason) {

  /** What would be done. */
  public enum Action {
    /** Nothing runs for the key, and a controller would be started. */
    START,
    /** No set would claim the key any more. */
    STOP,
    /** A controller with another config id or other settings would take the place of what runs. */
    RESTART,
    /** What runs, or is being started, is what would be wanted. */
    KEEP,
    /** There is no factory for what would be wanted. */
    WAIT,
    /** The factory refuses the settings that would be wanted. */
    REFUSE,
    /** Another set's claim on the key wins. */
    LOSE
  }

  /**
   * Says whether this key would not stay as it is.
   *
   * @return false if what runs would be kept
   */
  public boolean changes() {
    return action != Action.KEEP;
  }

  /**
   * Returns a line that says it all.
   *
   * @return for instance {@code restart greeter (demo/boilerplate): settings change: greeting}
   */
  public String summary() {
    ConfigEntry shown = to != null ? to : from;
    String id = shown == null ? "" : " (" + shown.id() + ")";
    return action.name().toLowerCase(Locale.ROOT) + " " + key + id + ": " + reason;
  }
}
