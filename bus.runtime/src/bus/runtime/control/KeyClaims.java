// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
import bus.api.controller.KeyStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who wants something of one key: the claims of sets, and those who look the key up. Belongs to the
 * serial work of {@link ConfigSets}.
 */
final class KeyClaims {

  private final List<Claim> claims = new ArrayList<>();
  private final List<KeyLook> looks = new ArrayList<>();
  private @Nullable ConfigEntry last;

  void add(Claim claim) {
    claims.add(claim);
  }

  void remove(Claim claim) {
    last = wanted();
    claims.remove(claim);
  }

  void add(KeyLook look) {
    looks.add(look);
  }

  void remove(KeyLook look) {
    looks.remove(look);
  }

  boolean empty() {
    return claims.isEmpty() && looks.isEmpty();
  }

  boolean lookedUp() {
    return !looks.isEmpty();
  }

  List<ConfigEntry> entries() {
    return claims.stream().map(Claim::entry).toList();
  }

  /** The highest revision wins, of equal ones the oldest claim. */
  @Nullable Claim winner() {
    Claim winner = null;
    for (Claim claim : claims) {
      if (claim.outranks(winner)) {
        winner = claim;
      }
    }
    return winner;
  }

  /** Returns what should run: what the winner wants, or wanted, if somebody still looks it up. */
  @Nullable ConfigEntry wanted() {
    Claim winner = winner();
    if (winner != null) {
      return winner.entry();
    }
    return looks.isEmpty() ? null : last;
  }

  /** Tells all of them how the key is doing. */
  void tell(String key, ControllerStatus status) {
    Claim winner = winner();
    for (Claim claim : claims) {
      claim.tell(new KeyStatus(key, claim.entry(), claim == winner, status));
    }
    ConfigEntry wanted = wanted();
    if (wanted != null) {
      looks.forEach(look -> look.tell(new KeyStatus(key, wanted, true, status)));
    }
  }
}
