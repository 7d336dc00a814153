// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The handlers of a bus, by the types of directive they take.
 *
 * <p>Looking up costs the same however many handlers of other types there are. Writers are
 * serialised by the lock, which guards {@code last}; readers take none: an entry is put under its
 * types first and published by {@code version} afterwards, so a reader that has seen version {@code
 * v} finds every entry with a number up to {@code v}.
 */
final class HandlerTable {

  private final Object lock = new Object();
  private long last;
  private final AtomicLong version = new AtomicLong();
  private final Map<Class<?>, List<HandlerEntry>> byType = new ConcurrentHashMap<>();

  void add(HandlerEntry entry) {
    synchronized (lock) {
      entry.number = ++last;
      for (Class<?> type : entry.types) {
        List<HandlerEntry> entries = new ArrayList<>(byType.getOrDefault(type, List.of()));
        entries.add(entry);
        byType.put(type, List.copyOf(entries));
      }
      version.set(entry.number);
    }
  }

  void remove(HandlerEntry entry) {
    synchronized (lock) {
      for (Class<?> type : entry.types) {
        List<HandlerEntry> entries = new ArrayList<>(byType.getOrDefault(type, List.of()));
        entries.remove(entry);
        if (entries.isEmpty()) {
          byType.remove(type);
        } else {
          byType.put(type, List.copyOf(entries));
        }
      }
    }
  }

  long version() {
    return version.get();
  }

  /**
   * Returns the entries for a directive whose class has these types, as of a version, in order of
   * addition.
   */
  List<HandlerEntry> find(List<Class<?>> types, long asOf) {
    List<HandlerEntry> found = List.of();
    for (Class<?> type : types) {
      List<HandlerEntry> entries = byType.get(type);
      if (entries != null) {
        found = found.isEmpty() ? entries : merged(found, entries);
      }
    }
    for (HandlerEntry entry : found) {
      if (entry.number > asOf) {
        return found.stream().filter(each -> each.number <= asOf).toList();
      }
    }
    return found;
  }

  /** Returns all entries, in order of addition. */
  List<HandlerEntry> all() {
    return byType.values().stream()
        .flatMap(List::stream)
        .distinct()
        .sorted(Comparator.comparingLong(entry -> entry.number))
        .toList();
  }

  private static List<HandlerEntry> merged(List<HandlerEntry> one, List<HandlerEntry> other) {
    List<HandlerEntry> all = new ArrayList<>(one);
    for (HandlerEntry entry : other) {
      if (!all.contains(entry)) {
        all.add(entry);
      }
    }
    all.sort(Comparator.comparingLong(entry -> entry.number));
    return all;
  }
}
