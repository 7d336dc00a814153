// SPDX-License-Identifier: Apache-2.0
package bus.runtime.helper;

import bus.api.helper.Effects.Effect;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Effects that only note that they were applied and undone. Thread-safe. */
final class Log {

  private final List<String> entries = new CopyOnWriteArrayList<>();

  Effect<String> effect() {
    return value -> {
      note("do " + value);
      return () -> note("undo " + value);
    };
  }

  void note(String entry) {
    entries.add(entry);
  }

  List<String> entries() {
    return List.copyOf(entries);
  }
}
