// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.KeyStatus;
import org.jspecify.annotations.Nullable;

/** One who looks a key up. Belongs to the serial work of {@link ConfigSets}. */
final class KeyLook {

  private final KeyTeller teller;
  private @Nullable KeyStatus told;

  KeyLook(KeyTeller teller) {
    this.teller = teller;
  }

  void tell(KeyStatus latest) {
    if (!latest.equals(told)) {
      told = latest;
      teller.tell(latest);
    }
  }
}
