// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
import bus.api.controller.KeyStatus;
import bus.api.controller.LoadController;
import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Sink;
import bus.api.directive.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of the desired state: its claims, the winner, and the controller that runs for it.
 *
 * <p>Belongs to the serial work of {@link ConfigSets}: all methods run there.
 */
final class ConfigKey {

  private final String key;
  private final Bus bus;
  private final SerialWork work;
  private final List<Claim> claims = new ArrayList<>();
  private @Nullable Running current;
  private @Nullable Running next;

  ConfigKey(String key, Bus bus, SerialWork work) {
    this.key = key;
    this.bus = bus;
    this.work = work;
  }

  /** What one set wants for the key. */
  static final class Claim {

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
  }

  /** A controller that is asked for on behalf of the key. */
  private final class Running {

    private final ConfigEntry entry;
    private final Reference<ControllerStatus> reference;
    private final Registration listening;
    private @Nullable ControllerStatus status;

    Running(ConfigEntry entry) {
      this.entry = entry;
      this.reference = bus.add(new LoadController(entry.id(), entry.config()));
      this.listening = reference.instance().onState(this::changed);
    }

    private void changed(DirectiveState<ControllerStatus> state) {
      if (!state.values().isEmpty()) {
        ControllerStatus latest = state.values().get(0).value();
        work.submit(
            () -> {
              status = latest;
              reconcile();
            });
      }
    }

    boolean ready() {
      return status != null && status.ready();
    }

    boolean exclusive() {
      return status != null && status.info() != null && status.info().exclusive();
    }

    void release() {
      listening.close();
      reference.release();
    }
  }

  void claim(Claim claim) {
    claims.add(claim);
    reconcile();
  }

  /** Takes a claim back; returns whether it was the last one. */
  boolean release(Claim claim) {
    claims.remove(claim);
    reconcile();
    return claims.isEmpty();
  }

  /** The highest revision wins, of equal ones the oldest claim. */
  private @Nullable Claim winner() {
    Claim winner = null;
    for (Claim claim : claims) {
      if (winner == null || claim.entry.rev() > winner.entry.rev()) {
        winner = claim;
      }
    }
    return winner;
  }

  private void reconcile() {
    Claim winner = winner();
    if (winner == null) {
      release(next);
      release(current);
      next = null;
      current = null;
      return;
    }
    move(winner.entry);
    for (Claim claim : claims) {
      tell(claim, claim == winner);
    }
  }

  /**
   * Make before break: what runs is let go when what is wanted is ready, unless it is exclusive.
   */
  private void move(ConfigEntry wanted) {
    if (next != null && !same(next.entry, wanted)) {
      release(next);
      next = null;
    }
    if (current != null && same(current.entry, wanted)) {
      return;
    }
    if (current != null && (current.exclusive() || !current.ready())) {
      release(current);
      current = null;
    }
    if (next == null) {
      next = new Running(wanted);
    }
    if (current == null || next.ready()) {
      release(current);
      current = next;
      next = null;
    }
  }

  private static boolean same(ConfigEntry one, ConfigEntry other) {
    return one.id().equals(other.id()) && one.config().equals(other.config());
  }

  private static void release(@Nullable Running running) {
    if (running != null) {
      running.release();
    }
  }

  private void tell(Claim claim, boolean winning) {
    Running shown = next != null ? next : current;
    ControllerStatus status = shown == null ? null : shown.status;
    if (status == null) {
      return;
    }
    KeyStatus latest = new KeyStatus(key, claim.entry, winning, status);
    Value<KeyStatus> told = claim.told;
    if (told != null && told.value().equals(latest)) {
      return;
    }
    claim.told =
        (told == null ? claim.sink.add(latest) : claim.sink.replace(told, latest)).orElse(null);
    if (told == null) {
      claim.onFirst.run();
    }
  }
}
