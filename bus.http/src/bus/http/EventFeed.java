// SPDX-License-Identifier: Apache-2.0
package bus.http;

import bus.http.wire.EventGap;
import org.jspecify.annotations.Nullable;

/** The events from a place on. What was lost on the way is told in its place. */
final class EventFeed implements Feed {
  private static final int BATCH = 64 * 1024;
  private final EventLog log;
  private final Runnable wake;
  private long place;
  private boolean otherRun;

  private EventFeed(EventLog log, Runnable wake, long place, boolean otherRun) {
    this.log = log;
    this.wake = wake;
    this.place = place;
    this.otherRun = otherRun;
  }

  /** Opens a feed after an event; after the last one there is, if its id is empty. */
  static EventFeed open(EventLog log, String after, Runnable wake) {
    EventFeed feed;
    if (after.isEmpty()) {
      feed = new EventFeed(log, wake, log.last(), false);
    } else if (!after.matches("[0-9a-z]{1,16}-[0-9]{1,18}")) {
      throw ApiException.badRequest(
          "the header Last-Event-ID must be the id of an event, it is '" + after + "'");
    } else {
      String[] parts = after.split("-", 2);
      boolean other = !parts[0].equals(log.run());
      long number = other ? 0 : Math.min(Long.parseLong(parts[1]), log.last());
      feed = new EventFeed(log, wake, number, other);
    }
    log.addReader(wake);
    return feed;
  }

  @Override
  public byte @Nullable [] next() {
    EventLog.Batch batch = log.after(place, BATCH);
    StringBuilder events = new StringBuilder();
    if (otherRun) {
      otherRun = false;
      events.append(gap(-1, "the daemon was started anew since", batch.lost()));
    } else if (batch.lost() > 0) {
      events.append(gap(batch.lost(), "they are not kept any more", batch.lost()));
    }
    for (EventLog.Entry entry : batch.entries()) {
      place = entry.number();
      events.append(ServerSentEvent.ofJson(log.id(place), entry.type(), entry.json()));
    }
    return events.isEmpty() ? null : ServerSentEvent.bytes(events.toString());
  }

  private String gap(long lost, String reason, long skipped) {
    place += skipped;
    return "id: " + log.id(place) + "\n" + ServerSentEvent.of("gap", new EventGap(lost, reason));
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public void close() {
    log.removeReader(wake);
  }
}
