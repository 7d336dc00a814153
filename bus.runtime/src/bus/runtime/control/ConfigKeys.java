// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The keys that a set names. Belongs to the serial work of {@link ConfigSets}. */
final class ConfigKeys {

  private final KeyWork context;
  private final Map<String, ConfigKey> keys = new HashMap<>();
  private final Map<String, KeyView> views = new ConcurrentHashMap<>();

  ConfigKeys(KeyWork context) {
    this.context = context;
  }

  /** Returns a key, a new one if no set names it yet. */
  ConfigKey get(String key) {
    return keys.computeIfAbsent(key, this::create);
  }

  private ConfigKey create(String key) {
    return new ConfigKey(key, context, view -> views.put(key, view));
  }

  /** A factory has come, changed or gone. */
  void factoryChanged(String id) {
    new ArrayList<>(keys.values()).forEach(key -> key.factoryChanged(id));
  }

  @Nullable ConfigKey find(String key) {
    return keys.get(key);
  }

  /** Returns how the keys are, for everybody. Thread-safe. */
  Map<String, KeyView> views() {
    return Map.copyOf(views);
  }

  /** Forgets a key that nobody needs any more. */
  void drop(String key) {
    ConfigKey state = keys.get(key);
    if (state != null && state.unused()) {
      keys.remove(key);
      views.remove(key);
    }
  }
}
