// SPDX-License-Identifier: Apache-2.0
package bus.runtime.control;

import bus.api.controller.FactorySnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The factories that are offered, by config id, and those that are staged: known, but offered to
 * nobody until a switch.
 *
 * <p>Thread-safe. Of several factories of one id the one with the highest version is used, of equal
 * ones the one that came first. Listeners are told the id, with no lock held.
 */
public final class FactoryRegistry {

  private final Object lock = new Object();
  private final Map<String, List<FactoryEntry>> offered = new HashMap<>();
  private final List<FactoryEntry> staged = new ArrayList<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  void offer(FactoryEntry entry) {
    synchronized (lock) {
      offerLocked(entry);
    }
    tell(Set.of(entry.info().id()));
  }

  void stage(FactoryEntry entry) {
    synchronized (lock) {
      staged.add(entry);
    }
  }

  /** Takes an entry out, offered or staged. */
  void withdraw(FactoryEntry entry) {
    boolean wasOffered;
    synchronized (lock) {
      staged.remove(entry);
      wasOffered = withdrawLocked(entry);
    }
    if (wasOffered) {
      tell(Set.of(entry.info().id()));
    }
  }

  @Nullable FactoryEntry find(String id) {
    synchronized (lock) {
      return best(offered.getOrDefault(id, List.of()));
    }
  }

  /** Returns the config ids that are offered, sorted. */
  List<String> ids() {
    synchronized (lock) {
      return offered.keySet().stream().sorted().toList();
    }
  }

  boolean offers(FactoryEntry entry) {
    synchronized (lock) {
      return offered.getOrDefault(entry.info().id(), List.of()).contains(entry);
    }
  }

  /** Returns the staged entries of a bundle. */
  List<FactoryEntry> stagedOf(long bundle) {
    synchronized (lock) {
      return staged.stream().filter(entry -> entry.source().bundle() == bundle).toList();
    }
  }

  /** Returns the offered entries of a bundle. */
  List<FactoryEntry> offeredOf(long bundle) {
    synchronized (lock) {
      return offered.values().stream()
          .flatMap(List::stream)
          .filter(entry -> entry.source().bundle() == bundle)
          .toList();
    }
  }

  /**
   * Changes in one step which entries are offered; the new ones need not be staged.
   *
   * @param mayReturn whether those that go are staged then, so that another switch may name them
   */
  void exchange(Collection<FactoryEntry> gone, Collection<FactoryEntry> come, boolean mayReturn) {
    Set<String> ids = new LinkedHashSet<>();
    synchronized (lock) {
      for (FactoryEntry entry : gone) {
        if (withdrawLocked(entry) && mayReturn) {
          staged.add(entry);
        }
        ids.add(entry.info().id());
      }
      for (FactoryEntry entry : come) {
        staged.remove(entry);
        offerLocked(entry);
        ids.add(entry.info().id());
      }
    }
    tell(ids);
  }

  private void offerLocked(FactoryEntry entry) {
    offered.computeIfAbsent(entry.info().id(), id -> new ArrayList<>()).add(entry);
  }

  private boolean withdrawLocked(FactoryEntry entry) {
    List<FactoryEntry> entries = offered.get(entry.info().id());
    if (entries == null || !entries.remove(entry)) {
      return false;
    }
    if (entries.isEmpty()) {
      offered.remove(entry.info().id());
    }
    return true;
  }

  private static @Nullable FactoryEntry best(List<FactoryEntry> entries) {
    FactoryEntry best = null;
    for (FactoryEntry entry : entries) {
      if (best == null || Versions.compare(entry.info().version(), best.info().version()) > 0) {
        best = entry;
      }
    }
    return best;
  }

  private void tell(Set<String> ids) {
    for (String id : ids) {
      listeners.forEach(listener -> listener.accept(id));
    }
  }

  List<FactorySnapshot> snapshot() {
    List<FactoryEntry> all;
    synchronized (lock) {
      all = offered.values().stream().flatMap(List::stream).toList();
    }
    return all.stream()
        .map(FactoryEntry::snapshot)
        .sorted(Comparator.comparing(factory -> factory.info().id()))
        .toList();
  }
}
