// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ControllerStatus;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One open set that is applied as a whole: what it wants, how far that is, and what it is told.
 *
 * <pre>
 *   WAITING --begin--> TRYING --kept--> IN_EFFECT
 *      ^                  |                 |
 *      +---- obstacle ----+                 |
 *      +------------- released -------------+--> RELEASED
 * </pre>
 *
 * <p>Belongs to the serial work of {@link ConfigSets}.
 */
final class AtomicSet {

  private final ConfigSet set;
  private final KeyTeller teller;
  private final Clock clock;
  private final Retry retry;
  private final Runnable onTried;
  private final Map<String, Claim> claims = new TreeMap<>();
  private Map<String, Obstacle> obstacles = Map.of();
  private boolean tried;
  private boolean trying;
  private boolean again;
  private boolean inEffect;
  private volatile boolean released;

  /** The callback is called when it has been tried for the first time. */
  AtomicSet(ConfigSet set, KeyTeller teller, Clock clock, Retry retry, Runnable onTried) {
    this.set = set;
    this.teller = teller;
    this.clock = clock;
    this.retry = retry;
    this.onTried = onTried;
    set.entries().forEach((key, entry) -> claims.put(key, new Claim(entry, teller)));
  }

  /** Returns the claims by key; they are the keys' own when this is in effect. */
  Map<String, Claim> claims() {
    return claims;
  }

  /** Returns what is wanted. Thread-safe. */
  Map<String, ConfigEntry> entries() {
    return set.entries();
  }

  boolean released() {
    return released;
  }

  boolean inEffect() {
    return inEffect;
  }

  boolean trying() {
    return trying;
  }

  void takesEffect() {
    inEffect = true;
    retry.cancel();
  }

  void release() {
    released = true;
    retry.cancel();
  }

  /** Whether to begin a try now; if one is under way another one will follow it. */
  boolean begin() {
    if (released || inEffect) {
      return false;
    }
    again = trying;
    boolean begins = !trying;
    trying = true;
    retry.cancel();
    return begins;
  }

  /** A try has ended; returns whether another one was asked for meanwhile. */
  boolean end() {
    trying = false;
    if (!tried) {
      tried = true;
      teller.then(onTried);
    }
    return again;
  }

  /** Whether a factory that has come or gone may remove an obstacle, or change what is said. */
  boolean concerns(String id) {
    return entries().values().stream().anyMatch(entry -> entry.id().equals(id))
        || obstacles.entrySet().stream()
            .filter(obstacle -> obstacle.getValue().phase() == Phase.WAITING_FOR_FACTORY)
            .map(obstacle -> claim(obstacle.getKey()).entry().id())
            .anyMatch(missing -> FactoryWait.mayMean(missing, id));
  }

  /** Whether another claim on a key is an obstacle. */
  boolean outrankedAt(String key) {
    Obstacle obstacle = obstacles.get(key);
    return obstacle != null && !obstacle.winning();
  }

  /** Tells that this was not tried yet. */
  void tellWaiting() {
    claims.forEach((key, claim) -> tell(key, Phase.WAITING_FOR_SET, null, null));
  }

  /** Tells what keeps this from taking effect; tries again later if only time can change that. */
  void refused(Map<String, Obstacle> reasons, boolean mayTryAgain, Runnable tryAgain) {
    obstacles = new TreeMap<>(reasons);
    if (!mayTryAgain) {
      obstacles.replaceAll((key, obstacle) -> obstacle.notTriedAgain());
    }
    boolean later = reasons.values().stream().anyMatch(Obstacle::transientOne) && mayTryAgain;
    Duration delay = later && !again ? retry.later(Duration.ZERO, tryAgain) : null;
    Failure waiting = Failure.of("NotApplied", summary());
    claims.forEach(
        (key, claim) -> {
          Obstacle obstacle = obstacles.get(key);
          if (obstacle == null) {
            tell(key, new Obstacle(Phase.WAITING_FOR_SET, null, waiting, true), null);
          } else {
            tell(key, obstacle, obstacle.transientOne() ? delay : null);
          }
        });
  }

  /** Makes the delay before the next try the first one again. */
  void resetRetry() {
    retry.reset();
  }

  /** Names the first obstacle. */
  String summary() {
    String key = new TreeMap<>(obstacles).firstKey();
    String more = obstacles.size() == 1 ? "" : " (and %d more)".formatted(obstacles.size() - 1);
    return "the set is applied as a whole, and key '%s' (%s) keeps it: %s%s"
        .formatted(
            key,
            claim(key).entry().id(),
            Objects.requireNonNull(obstacles.get(key)).summary(),
            more);
  }

  private Claim claim(String key) {
    return Objects.requireNonNull(claims.get(key));
  }

  private void tell(String key, Phase phase, @Nullable Failure failure, @Nullable Duration delay) {
    tell(key, new Obstacle(phase, null, failure, true), delay);
  }

  private void tell(String key, Obstacle shown, @Nullable Duration delay) {
    Claim claim = claim(key);
    Instant now = clock.instant();
    KeyStatus before = claim.told();
    boolean same = before != null && before.status().phase() == shown.phase();
    Instant since = before != null && same ? before.status().since() : now;
    Instant next = delay == null ? null : now.plus(delay);
    ControllerStatus status =
        new ControllerStatus(shown.phase(), shown.info(), shown.failure(), next, since);
    claim.tell(new KeyStatus(key, claim.entry(), shown.winning(), status));
  }
}
