// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.KeyStatus;
import org.jspecify.annotations.Nullable;

/** What one set wants for a key. Belongs to the serial work of {@link ConfigSets}. */
final class Claim {

  private final ConfigEntry entry;
  private final KeyTeller teller;
  private @Nullable KeyStatus told;

  Claim(ConfigEntry entry, KeyTeller teller) {
    this.entry = entry;
    this.teller = teller;
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
    return told;
  }

  void tell(KeyStatus latest) {
    if (!latest.equals(told)) {
      told = latest;
      teller.tell(latest);
    }
  }
}
