// SPDX-License-Identifier: Apache-2.0
package hot.deployer;

import bus.api.plugin.Quarantined;
import hot.deployer.Plan.Held;
import hot.deployer.Plan.Refusal;
import hot.deployer.Snapshot.Unusable;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is not taken, as the last look found it, and since when; so each of it is told once.
 *
 * <p>Belongs to the deployer's thread; only {@link #list} may be called by others.
 */
final class Quarantine {

  private final Clock clock;

  /** Since when each was refused; those that were told; those that this look has seen so far. */
  private final Map<String, Instant> since = new HashMap<>();

  private final Set<String> told = new HashSet<>();
  private final Set<String> seen = new HashSet<>();
  private final Duration patience;
  private volatile List<Quarantined> list = List.of();

  /**
   * Makes an empty one.
   *
   * @param patience how long to wait before telling of what may pass by itself
   */
  Quarantine(Clock clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  List<Quarantined> list() {
    return list;
  }

  /** Says whether a refusal has not been told yet, and remembers that it is now. */
  boolean isNew(Refusal refusal) {
    String key = key(refusal);
    return !(refusal.mayPass() && isRecent(key)) && isNew(key);
  }

  /** Says whether something that may pass by itself is too new to be told; it is when it lasts. */
  private boolean isRecent(String key) {
    Instant first = since.getOrDefault(key, clock.instant());
    seen.add(key);
    since.putIfAbsent(key, first);
    return first.plus(patience).isAfter(clock.instant());
  }

  boolean isNew(Unusable unusable) {
    return isNew(key(unusable));
  }

  boolean isNew(Held held) {
    String key = held.file() + " " + held.content() + " " + held.reason();
    // The file of a user may be about to be deleted as well.
    return !(held.kind() == Holds.Kind.NEEDED && isRecent(key)) && isNew(key);
  }

  private boolean isNew(String key) {
    seen.add(key);
    since.putIfAbsent(key, clock.instant());
    return told.add(key);
  }

  /** Ends a look: what it has not seen is refused no more. */
  void update(List<Refusal> refusals, List<Unusable> unusable) {
    since.keySet().retainAll(seen);
    told.retainAll(seen);
    seen.clear();
    list =
        Stream.concat(refusals.stream().map(this::of), unusable.stream().map(this::of))
            .sorted(Comparator.comparing(Quarantined::file))
            .toList();
  }

  /** Lets what is refused be told again, if it is refused again. */
  void forget(Quarantined each) {
    since.keySet().removeIf(key -> key.startsWith(each.file() + " " + each.sha256()));
    told.retainAll(since.keySet());
  }

  private Quarantined of(Refusal refusal) {
    String id = refusal.manifest().id();
    return new Quarantined(
        id.isEmpty() ? name(refusal.file()) : id,
        refusal.file().toString(),
        refusal.content().sha256(),
        refusal.manifest().version(),
        refusal.reason(),
        since.getOrDefault(key(refusal), clock.instant()),
        refusal.waitsFor());
  }

  private Quarantined of(Unusable unusable) {
    return new Quarantined(
        name(unusable.file()),
        unusable.file().toString(),
        "",
        "",
        name(unusable.file()) + " " + unusable.reason(),
        since.getOrDefault(key(unusable), clock.instant()),
        unusable.waitsFor());
  }

  private static String key(Refusal refusal) {
    return refusal.file() + " " + refusal.content().sha256() + " " + refusal.reason();
  }

  private static String key(Unusable unusable) {
    return unusable.file() + "  " + unusable.since() + " " + unusable.reason();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
