// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.Event;
import bus.http.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/**
 * The last events, bounded in number and size. All clients read from here, each from its own place,
 * so none of them costs memory or makes another one wait.
 */
final class EventLog {
  private final int most;
  private final long mostBytes;
  private final String run = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
  private final Set<Runnable> readers = new CopyOnWriteArraySet<>();
  private final Object lock = new Object();

  // guarded by the lock
  private final Deque<Entry> entries = new ArrayDeque<>();
  private long last;
  private long bytes;

  /**
   * An event as it is sent.
   *
   * @param number its number, rising by one from 1
   * @param type its type
   * @param json the JSON of the {@link Event}
   */
  record Entry(long number, String type, String json) {}

  /**
   * What a reader gets.
   *
   * @param lost how many events it does not get, since they are not kept any more
   * @param entries the events after these
   */
  record Batch(long lost, List<Entry> entries) {}

  EventLog(int most, long mostBytes) {
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** Adds an event; never blocks. */
  void add(String type, Object data) {
    Instant now = Instant.now();
    synchronized (lock) {
      last++;
      Event event = new Event(id(last), now, type, Json.tree(data));
      String json = new String(Json.bytes(event), StandardCharsets.UTF_8);
      entries.addLast(new Entry(last, type, json));
      bytes += json.length();
      while (entries.size() > most || (bytes > mostBytes && entries.size() > 1)) {
        bytes -= entries.removeFirst().json().length();
      }
    }
    readers.forEach(Runnable::run);
  }

  /** Returns the next events after one, at most so many characters of them, but one at least. */
  Batch after(long number, int size) {
    List<Entry> some = new ArrayList<>();
    synchronized (lock) {
      long first = last - entries.size() + 1;
      int room = size;
      for (Entry entry : entries) {
        if (entry.number() > number && (some.isEmpty() || room >= entry.json().length())) {
          some.add(entry);
          room -= entry.json().length();
        } else if (!some.isEmpty()) {
          break;
        }
      }
      return new Batch(Math.max(0, first - 1 - number), some);
    }
  }

  /** Returns the events that are kept. */
  List<Event> kept() {
    return after(0, Integer.MAX_VALUE).entries().stream()
        .map(entry -> Json.read(entry.json().getBytes(StandardCharsets.UTF_8), Event.class))
        .toList();
  }

  long last() {
    synchronized (lock) {
      return last;
    }
  }

  String run() {
    return run;
  }

  String id(long number) {
    return run + "-" + number;
  }

  void addReader(Runnable wake) {
    readers.add(wake);
  }

  void removeReader(Runnable wake) {
    readers.remove(wake);
  }
}
