// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import bus.http.wire.Event;
import bus.http.wire.EventGap;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EventFeedTest {
  private final EventLog log = new EventLog(3, 1 << 20);

  private void add(int... numbers) {
    for (int number : numbers) {
      log.add("number", Map.of("n", number));
    }
  }

  private static List<Sent> read(EventFeed feed) throws Exception {
    List<Sent> all = new ArrayList<>();
    byte[] events = feed.next();
    if (events != null) {
      try (EventReader reader = new EventReader(new ByteArrayInputStream(events))) {
        for (Sent sent = reader.next(); sent != null; sent = reader.next()) {
          all.add(sent);
        }
      }
    }
    return all;
  }

  private static List<Integer> numbers(List<Sent> events) {
    return events.stream().map(sent -> sent.as(Event.class).data().get("n").asInt()).toList();
  }

  @Test
  void tellsWhatHappensFromNowOn() throws Exception {
    add(1);
    AtomicInteger woken = new AtomicInteger();
    EventFeed feed = EventFeed.open(log, "", woken::incrementAndGet);
    assertThat(feed.next()).isNull();
    add(2, 3);
    assertThat(woken).hasValue(2);
    List<Sent> events = read(feed);
    assertThat(numbers(events)).containsExactly(2, 3);
    assertThat(events.get(0).type()).isEqualTo("number");
    assertThat(events.get(0).as(Event.class).id()).isEqualTo(events.get(0).id());
    assertThat(feed.next()).isNull();
    feed.close();
    add(4);
    assertThat(woken).hasValue(2);
  }

  @Test
  void goesOnAfterTheLastEventThatAClientHasSeen() throws Exception {
    add(1, 2, 3);
    EventFeed feed = EventFeed.open(log, log.id(1), () -> {});
    assertThat(numbers(read(feed))).containsExactly(2, 3);
  }

  @Test
  void tellsHowMuchWasLost() throws Exception {
    EventFeed feed = EventFeed.open(log, "", () -> {});
    add(1, 2, 3, 4, 5);
    List<Sent> events = read(feed);
    assertThat(events.get(0).type()).isEqualTo("gap");
    assertThat(events.get(0).as(EventGap.class))
        .isEqualTo(new EventGap(2, "they are not kept any more"));
    assertThat(events.get(0).id()).isEqualTo(log.id(2));
    assertThat(numbers(events.subList(1, 4))).containsExactly(3, 4, 5);
    assertThat(feed.next()).isNull();
  }

  @Test
  void tellsThatTheDaemonWasStartedAnew() throws Exception {
    add(1, 2, 3, 4);
    EventFeed feed = EventFeed.open(log, "0-77", () -> {});
    List<Sent> events = read(feed);
    assertThat(events.get(0).as(EventGap.class).lost()).isEqualTo(-1);
    assertThat(numbers(events.subList(1, 4))).containsExactly(2, 3, 4);
    EventFeed ahead = EventFeed.open(log, log.run() + "-999", () -> {});
    assertThat(ahead.next()).isNull();
  }

  @Test
  void isBoundedInSizeToo() {
    EventLog small = new EventLog(100, 1000);
    for (int i = 0; i < 20; i++) {
      small.add("text", Map.of("t", "x".repeat(200)));
    }
    assertThat(small.kept()).hasSizeBetween(1, 4);
    small.add("text", Map.of("t", "x".repeat(5000)));
    assertThat(small.kept()).hasSize(1);
    assertThat(small.last()).isEqualTo(21);
  }

  @Test
  void sendsInBatches() {
    EventLog large = new EventLog(100, 1 << 20);
    for (int i = 0; i < 10; i++) {
      large.add("text", Map.of("t", "x".repeat(1000)));
    }
    EventLog.Batch batch = large.after(0, 3000);
    assertThat(batch.entries()).hasSize(2);
    assertThat(large.after(0, 1).entries()).hasSize(1);
    assertThat(batch.lost()).isZero();
  }

  @Test
  void refusesWhatIsNoIdOfAnEvent() {
    assertThatThrownBy(() -> EventFeed.open(log, "x y", () -> {}))
        .isInstanceOf(ApiException.class)
        .hasMessage("the header Last-Event-ID must be the id of an event, it is 'x y'");
  }
}
