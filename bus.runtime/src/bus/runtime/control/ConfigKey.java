// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.Bus;
import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
import bus.api.controller.KeyStatus;
import bus.api.controller.LoadController;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One key of the desired state: its claims, the winner, and the controller that runs for it.
 *
 * <p>Sets that are applied as a whole wait for the key until they are in effect: they have no claim
 * yet, but what runs stays for them to replace. While such a set is tried the key is held: nothing
 * is started or let go. Belongs to the serial work of {@link ConfigSets}: all methods run there.
 */
final class ConfigKey {

  private final String key;
  private final Bus bus;
  private final SerialWork work;
  private final Consumer<KeyView> publish;
  private final List<Claim> claims = new ArrayList<>();
  private @Nullable KeyRun current;
  private @Nullable KeyRun next;
  private int waiting;
  private boolean held;

  /** The consumer is given a view of the key after each change. */
  ConfigKey(String key, Bus bus, SerialWork work, Consumer<KeyView> publish) {
    this.key = key;
    this.bus = bus;
    this.work = work;
    this.publish = publish;
  }

  void claim(Claim claim) {
    claims.add(claim);
    reconcile();
  }

  void release(Claim claim) {
    claims.remove(claim);
    reconcile();
  }

  /** Whether nobody needs this key any more. */
  boolean unused() {
    return claims.isEmpty() && waiting == 0;
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

  // For sets that are applied as a whole

  /** A set waits to take effect. */
  void expect() {
    waiting++;
  }

  /** That set does not wait any more. */
  void forget() {
    waiting--;
    reconcile();
  }

  /** Starts nothing and lets nothing go until this is called again with false. */
  void hold(boolean hold) {
    held = hold;
    if (!hold) {
      reconcile();
    }
  }

  /** Asks for a controller beside what runs; it is the caller's until {@link #adopt}. */
  KeyRun start(ConfigEntry entry, LoadController directive) {
    return new KeyRun(entry, directive, bus, work, this::reconcile);
  }

  /** Returns what runs already for an entry, or null. */
  @Nullable KeyRun serving(ConfigEntry entry) {
    return runs().filter(run -> run.serves(entry)).findFirst().orElse(null);
  }

  /** Returns what is asked for on behalf of this key. */
  Stream<KeyRun> runs() {
    return Stream.of(current, next).filter(run -> run != null);
  }

  /** Returns what would be replaced: what is in service, or about to be. */
  @Nullable KeyRun current() {
    return current != null ? current : next;
  }

  /** Lets a claim take effect, with a controller that runs already. */
  void adopt(Claim claim, KeyRun run) {
    waiting--;
    claims.add(claim);
    runs().filter(other -> other != run).forEach(KeyRun::release);
    current = run;
    next = null;
  }

  // What should be

  private void reconcile() {
    Claim winner = winner();
    if (!held) {
      move(winner);
    }
    // First, so that whoever is told something finds a plan that knows it.
    publish.accept(view());
    for (Claim claim : claims) {
      tell(claim, claim == winner);
    }
  }

  private KeyView view() {
    KeyRun shown = current();
    return new KeyView(
        claims.stream().map(Claim::entry).toList(),
        shown == null ? null : shown.entry(),
        next == null ? null : next.entry(),
        shown == null ? KeyView.CurrentState.ABSENT : shown.state());
  }

  private void move(@Nullable Claim winner) {
    if (winner != null) {
      move(winner.entry());
      return;
    }
    release(next);
    next = null;
    if (waiting == 0) {
      release(current);
      current = null;
    }
  }

  /**
   * Make before break: what runs is let go when what is wanted is ready, unless it is exclusive.
   */
  private void move(ConfigEntry wanted) {
    if (next != null && !next.serves(wanted)) {
      release(next);
      next = null;
    }
    if (current != null && current.serves(wanted)) {
      return;
    }
    if (current != null && (current.exclusive() || !current.ready())) {
      release(current);
      current = null;
    }
    if (next == null) {
      next = new KeyRun(wanted, KeyRun.directive(wanted), bus, work, this::reconcile);
    }
    if (current == null || next.ready()) {
      release(current);
      current = next;
      next = null;
    }
  }

  private static void release(@Nullable KeyRun run) {
    if (run != null) {
      run.release();
    }
  }

  private void tell(Claim claim, boolean winning) {
    KeyRun shown = next != null ? next : current;
    ControllerStatus status = shown == null ? null : shown.status();
    if (status != null) {
      claim.tell(new KeyStatus(key, claim.entry(), winning, status));
    }
  }
}
