// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.controller.ControllerStatus;
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
  private final KeyWork context;
  private final Consumer<KeyView> publish;
  private final KeyClaims claims = new KeyClaims();
  private final KeyRefusal refusal;
  private @Nullable KeyRun current;
  private @Nullable KeyTry next;
  private int waiting;
  private boolean held;

  /** The consumer is given a view of the key after each change. */
  ConfigKey(String key, KeyWork context, Consumer<KeyView> publish) {
    this.key = key;
    this.context = context;
    this.publish = publish;
    this.refusal = new KeyRefusal(context.env().clock(), new Retry(context.env(), context.work()));
  }

  void claim(Claim claim) {
    claims.add(claim);
    reconcile();
  }

  void release(Claim claim) {
    claims.remove(claim);
    reconcile();
  }

  /** Somebody looks the key up: is told how it is doing, and keeps what it has. */
  void look(KeyLook look) {
    claims.add(look);
    reconcile();
  }

  void release(KeyLook look) {
    claims.remove(look);
    reconcile();
  }

  /** A factory has come, changed or gone. */
  void factoryChanged(String id) {
    if (next != null && next.run().entry().id().equals(id)) {
      next.factoryChanged();
    }
    if (refusal.concerns(id)) {
      refusal.clear();
      reconcile();
    }
  }

  /** Whether nobody needs this key any more. */
  boolean unused() {
    return claims.empty() && waiting == 0;
  }

  /** The highest revision wins, of equal ones the oldest claim. */
  @Nullable Claim winner() {
    return claims.winner();
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
    if (hold) {
      giveUpNext();
    } else {
      reconcile();
    }
  }

  /** Asks for a controller beside what runs; it is the caller's until {@link #adopt}. */
  KeyRun start(ConfigEntry entry) {
    return context.ask(entry, this::reconcile);
  }

  /** Returns what runs already for an entry, or null. */
  @Nullable KeyRun serving(ConfigEntry entry) {
    return runs().filter(run -> run.serves(entry)).findFirst().orElse(null);
  }

  /** Returns what is asked for on behalf of this key. */
  Stream<KeyRun> runs() {
    return Stream.of(current, tried()).filter(run -> run != null);
  }

  /** Returns what would be replaced: what is in service, or about to be. */
  @Nullable KeyRun current() {
    return current != null ? current : tried();
  }

  private @Nullable KeyRun tried() {
    return next == null ? null : next.run();
  }

  /** Lets a claim take effect, with a controller that runs already. */
  void adopt(Claim claim, KeyRun run) {
    waiting--;
    claims.add(claim);
    giveUpNext();
    refusal.clear();
    if (current != run) {
      release(current);
    }
    current = run;
    run.takesOver();
  }

  // What should be

  private void reconcile() {
    if (context.closing()) {
      giveUpNext();
      return;
    }
    if (!held) {
      move();
    }
    // First, so that whoever is told something finds a plan that knows it.
    publish.accept(view());
    ControllerStatus status = shown();
    if (status != null) {
      claims.tell(key, status);
    }
  }

  private KeyView view() {
    KeyRun shown = current();
    return new KeyView(
        claims.entries(),
        claims.lookedUp(),
        shown == null ? null : shown.entry(),
        next == null ? refusal.entry() : next.run().entry(),
        shown == null ? KeyView.CurrentState.ABSENT : shown.state());
  }

  private void move() {
    ConfigEntry wanted = claims.wanted();
    if (wanted != null) {
      move(wanted);
      return;
    }
    giveUpNext();
    refusal.clear();
    if (waiting == 0) {
      release(current);
      current = null;
    }
  }

  /**
   * What is in service is let go when what is wanted has taken over from it, and stays if that is
   * no good; what is not in service is let go at once.
   */
  private void move(ConfigEntry wanted) {
    if (next != null && !next.run().serves(wanted)) {
      giveUpNext();
    }
    if (refusal.entry() != null && !KeyView.same(wanted, refusal.entry())) {
      refusal.clear();
    }
    if (current != null && current.serves(wanted)) {
      return;
    }
    if (current != null && !current.inService()) {
      release(current);
      current = null;
    }
    if (next != null && next.decided()) {
      end(next, wanted);
    }
    if (next != null) {
      return;
    }
    if (current == null) {
      refusal.clear();
      current = start(wanted);
    } else if (refusal.entry() == null && !current.serves(wanted)) {
      next = KeyTry.begin(context, current, wanted, this::reconcile);
    }
  }

  private void end(KeyTry tried, ConfigEntry wanted) {
    Obstacle obstacle = tried.obstacle();
    if (obstacle == null) {
      next = null;
      refusal.clear();
      release(current);
      current = tried.run();
      tried.keep();
      return;
    }
    giveUpNext();
    if (!tried.outdated()) {
      refusal.refuse(wanted, obstacle, tried.interrupted(), this::reconcile);
    }
  }

  private void giveUpNext() {
    KeyTry tried = next;
    next = null;
    if (tried != null) {
      tried.giveUp();
    }
  }

  private static void release(@Nullable KeyRun run) {
    if (run != null) {
      run.release();
    }
  }

  private @Nullable ControllerStatus shown() {
    if (next != null) {
      return next.run().status();
    }
    if (refusal.status() != null) {
      return refusal.status();
    }
    return current == null ? null : current.status();
  }
}
