// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import bus.api.config.ConfigEntry;
import bus.api.config.ConfigSet;
import bus.api.controller.ApplyConfigSet;
import bus.api.controller.ControllerStatus.Phase;
import bus.api.controller.KeyStatus;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.http.wire.EventReader;
import bus.http.wire.EventReader.Sent;
import bus.runtime.BusRuntime;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a slow client of an executed configuration gets. */
@Timeout(60)
final class ExecFeedTest {
  private static final long SEED = 20_261_126;
  private static final int KEYS = 5;
  private static final int CHANGES = 40;
  private final AtomicInteger running = new AtomicInteger();
  private final BusRuntime runtime = BusRuntime.start();

  @AfterEach
  void stop() {
    runtime.close();
  }

  private static ApplyConfigSet sleepers(int keys) {
    Map<String, ConfigEntry> entries = new HashMap<>();
    for (int i = 0; i < keys; i++) {
      entries.put("k" + i, ConfigEntry.of(Sleeper.ID, Map.of("name", "n" + i)));
    }
    return new ApplyConfigSet(ConfigSet.of(entries));
  }

  private static List<KeyStatus> told(byte[] events) throws Exception {
    List<KeyStatus> all = new ArrayList<>();
    if (events != null) {
      try (EventReader reader = new EventReader(new ByteArrayInputStream(events))) {
        for (Sent sent = reader.next(); sent != null; sent = reader.next()) {
          if (sent.type().equals("status")) {
            all.add(sent.as(KeyStatus.class));
          }
        }
      }
    }
    return all;
  }

  @Test
  void tellsOnlyTheLatestStatusOfAKeyToWhoWasSlow() throws Exception {
    AtomicInteger woken = new AtomicInteger();
    ExecFeed feed = ExecFeed.open(1, runtime.bus(), sleepers(1), woken::incrementAndGet);
    Registration factory = runtime.addFactory(Sleeper.factory(running));
    await().atMost(ApiFixture.LIMIT).until(() -> running.get() == 1);
    factory.close();
    try (Reference<KeyStatus> same = runtime.bus().add(sleepers(1))) {
      await()
          .atMost(ApiFixture.LIMIT)
          .until(
              () ->
                  same.instance().state().all().get(0).status().phase()
                      == Phase.WAITING_FOR_FACTORY);
    }
    assertThat(told(feed.next()))
        .extracting(status -> status.status().phase())
        .containsExactly(Phase.WAITING_FOR_FACTORY);
    assertThat(feed.next()).isNull();
    assertThat(feed.ended()).isFalse();
    assertThat(woken.get()).isGreaterThan(1);
    feed.close();
  }

  /** The model's stream ended on a wrong status in 37 of 50 such runs (W19). */
  @Test
  void endsOnTheTruthForEachKeyHoweverTheClientReads() throws Exception {
    Random random = new Random(SEED);
    ExecFeed feed = ExecFeed.open(1, runtime.bus(), sleepers(KEYS), () -> {});
    try (Reference<KeyStatus> same = runtime.bus().add(sleepers(KEYS))) {
      Map<String, KeyStatus> known = new HashMap<>();
      Registration factory = null;
      for (int i = 0; i < CHANGES; i++) {
        if (factory == null) {
          factory = runtime.addFactory(Sleeper.factory(running));
        } else {
          factory.close();
          factory = null;
        }
        for (int reads = random.nextInt(4); reads > 0; reads--) {
          told(feed.next()).forEach(status -> known.put(status.key(), status));
        }
      }
      await("seed " + SEED)
          .atMost(ApiFixture.LIMIT)
          .untilAsserted(
              () -> {
                told(feed.next()).forEach(status -> known.put(status.key(), status));
                assertThat(known.values())
                    .containsExactlyInAnyOrderElementsOf(same.instance().state().all())
                    .hasSize(KEYS);
              });
    }
    feed.close();
  }

  @Test
  void endsWhenTheDirectiveIsDisposedByForce() throws Exception {
    ExecFeed feed = ExecFeed.open(1, runtime.bus(), sleepers(1), () -> {});
    try (Reference<KeyStatus> same = runtime.bus().add(sleepers(1))) {
      same.instance().close();
      await()
          .atMost(ApiFixture.LIMIT)
          .until(
              () -> {
                feed.next();
                return feed.ended();
              });
    }
    feed.close();
  }
}
