// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key of the desired state at one moment.
 *
 * @param claims what sets want that are in effect, the oldest first
 * @param lookedUp whether somebody looks the key up, and keeps what it has
 * @param current what runs for the key or was asked for, null if nothing was
 * @param next what should take its place and is being tried or was refused, null if nothing should
 * @param state how the current one is doing
 */
record KeyView(
    List<ConfigEntry> claims,
    boolean lookedUp,
    @Nullable ConfigEntry current,
    @Nullable ConfigEntry next,
    CurrentState state) {

  /** Nobody claims it. */
  static final KeyView NONE = new KeyView(List.of(), false, null, null, CurrentState.ABSENT);

  /** How the current one is doing. */
  enum CurrentState {
    /** There is no controller: nothing asked for, no factory, or its settings are refused. */
    ABSENT,
    /** There is one, or will be one again soon, but it is not in service. */
    UNREADY,
    /** It is in service, and another one may not run beside it. */
    EXCLUSIVE,
    READY
  }

  KeyView {
    claims = List.copyOf(claims);
  }

  static boolean same(ConfigEntry one, @Nullable ConfigEntry other) {
    return other != null && one.id().equals(other.id()) && one.config().equals(other.config());
  }

  boolean absent() {
    return state == CurrentState.ABSENT;
  }

  /** Whether what runs goes on until something else is ready. */
  boolean staysMeanwhile() {
    return state == CurrentState.READY || state == CurrentState.EXCLUSIVE;
  }
}
