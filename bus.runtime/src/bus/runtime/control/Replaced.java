// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.LoadController;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The controllers that nobody wants any more when a set takes effect: those whose state goes to a
 * successor. Used by one thread at a time.
 */
final class Replaced {

  private final Map<LoadController, Integer> leaving = new HashMap<>();
  private final Set<LoadController> wanted = new HashSet<>();
  private final KeyWork context;

  private Replaced(KeyWork context) {
    this.context = context;
  }

  /** Looks at the keys of a set; to be called in their work. */
  static Replaced by(AtomicSet set, ConfigKeys keys, KeyWork context) {
    Replaced replaced = new Replaced(context);
    set.entries()
        .forEach(
            (key, entry) -> {
              replaced.wanted.add(KeyRun.directive(entry));
              replaced.count(keys.get(key), entry);
            });
    return replaced;
  }

  private void count(ConfigKey state, ConfigEntry entry) {
    state
        .runs()
        .filter(run -> !run.serves(entry))
        .forEach(run -> leaving.merge(run.directive(), 1, Integer::sum));
  }

  /**
   * Returns the request whose controller is replaced by that of a key, null if there is none or it
   * is still wanted elsewhere. Returns each request once.
   */
  @Nullable LoadRequest of(ConfigKey state) {
    KeyRun before = state.current();
    if (before == null || wanted.contains(before.directive())) {
      return null;
    }
    Integer ours = leaving.get(before.directive());
    LoadRequest request = ours == null ? null : context.leftBy(before, ours);
    if (request != null) {
      leaving.remove(before.directive());
    }
    return request;
  }
}
