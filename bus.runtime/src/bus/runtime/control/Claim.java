// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.KeyStatus;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import org.jspecify.annotations.Nullable;

/** What one set wants for a key. Belongs to the serial work of {@link ConfigSets}. */
final class Claim {

  private final ConfigEntry entry;
  private final Sink<KeyStatus> sink;
  private final Runnable onFirst;
  private @Nullable Value<KeyStatus> told;

  /** The callback is called when the claim has been told its status for the first time. */
  Claim(ConfigEntry entry, Sink<KeyStatus> sink, Runnable onFirst) {
    this.entry = entry;
    this.sink = sink;
    this.onFirst = onFirst;
  }

  ConfigEntry entry() {
    return entry;
  }

  /** Whether this is preferred to a claim that was there before. */
  boolean outranks(@Nullable Claim earlier) {
    return earlier == null || entry.rev() > earlier.entry.rev();
  }

  /** Returns what it was told last, null if nothing yet. */
  @Nullable KeyStatus told() {
    return told == null ? null : told.value();
  }

  void tell(KeyStatus latest) {
    Value<KeyStatus> before = told;
    if (before != null && before.value().equals(latest)) {
      return;
    }
    told = (before == null ? sink.add(latest) : sink.replace(before, latest)).orElse(null);
    if (before == null) {
      onFirst.run();
    }
  }
}
