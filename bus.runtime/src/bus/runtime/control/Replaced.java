// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.LoadController;
import bus.runtime.engine.DirectiveEngine;
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
  private final DirectiveEngine engine;

  private Replaced(DirectiveEngine engine) {
    this.engine = engine;
  }

  /** Looks at the keys of a set; to be called in their work. */
  static Replaced by(AtomicSet set, ConfigKeys keys, DirectiveEngine engine) {
    Replaced replaced = new Replaced(engine);
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
  @Nullable LoadRequest of(ConfigKey state, Loader loader) {
    KeyRun before = state.current();
    if (before == null || wanted.contains(before.directive())) {
      return null;
    }
    Integer ours = leaving.get(before.directive());
    if (ours == null || engine.strongReferences(before.instance()) != ours) {
      return null;
    }
    leaving.remove(before.directive());
    return loader.find(before.directive());
  }
}
