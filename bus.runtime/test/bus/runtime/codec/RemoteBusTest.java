// SPDX-License-Identifier: Apache-2.0
package bus.runtime.codec;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.BusException;
import bus.api.OneOff;
import bus.api.codec.Codecs;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Resolver;
import bus.api.directive.Sink;
import bus.runtime.codec.Wire.Kind;
import bus.runtime.codec.Wire.Message;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A remote bus on top of codecs (semantics 21, W40): two buses that share nothing but bytes. The
 * example of docs/bridges.md.
 */
class RemoteBusTest {

  /** Asks for the readings of a sensor. */
  record Watch(String sensor) implements Directive<Reading> {
    @Override
    public void validate() {
      if (sensor.isBlank()) {
        throw new IllegalArgumentException("sensor must not be blank");
      }
    }
  }

  /** What a sensor says. */
  record Reading(double celsius, Instant at) {}

  /** Is known on the near side only. */
  record Local(String name) implements Directive<String> {}

  private final TestBus near = new TestBus();
  private final TestBus far = new TestBus();
  private final Wire[] wires = Wire.pair();
  private final RemoteAsker asker;
  private final RemoteAnswerer answerer;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Map<String, Sink<Reading>> sensors = new ConcurrentHashMap<>();

  RemoteBusTest() {
    Codecs nearCodecs = new CodecTable();
    nearCodecs.add(nearCodecs.json("acme/watch", Watch.class));
    Codecs farCodecs = new CodecTable();
    farCodecs.add(farCodecs.json("acme/watch", Watch.class));
    asker = new RemoteAsker(wires[0], nearCodecs, Set.of(Watch.class, Local.class));
    answerer = new RemoteAnswerer(wires[1], farCodecs, far.bus);
    threads.submit(
        () -> {
          asker.listen();
          return null;
        });
    threads.submit(
        () -> {
          answerer.listen();
          return null;
        });
    near.bus.addHandler(asker);
    far.bus.addHandler(
        Handler.of(
            Watch.class, watch -> Resolver.inline(sink -> sensors.put(watch.sensor(), sink))));
  }

  @AfterEach
  void close() throws InterruptedException {
    near.close();
    wires[0].send(Message.of(Kind.END, 0, 0));
    wires[1].send(Message.of(Kind.END, 0, 0));
    threads.shutdown();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    far.close();
  }

  @Test
  void answersOverBytesAndTakesBack() {
    Recorder<Reading> recorder = new Recorder<>();
    Reference<Reading> reference = near.bus.add(new Watch("attic"), recorder);
    Waits.until(() -> assertThat(sensors).containsKey("attic"));
    Reading cold = new Reading(4.5, Instant.parse("2026-01-31T12:00:00Z"));
    Reading warm = new Reading(21, Instant.parse("2026-01-31T12:05:00.5Z"));
    sensors.get("attic").set(cold);
    Waits.until(() -> assertThat(recorder.live()).containsExactly(cold));
    sensors.get("attic").set(warm);
    Waits.until(() -> assertThat(recorder.live()).containsExactly(warm));
    Waits.until(() -> assertThat(reference.instance().state().idle()).isTrue());
    assertThat(recorder.events())
        .containsExactly("added " + cold, "added " + warm, "removed " + cold);
    sensors.get("attic").clear();
    Waits.until(() -> assertThat(recorder.live()).isEmpty());
    reference.release();
    Waits.until(() -> assertThat(far.bus.directives()).isEmpty());
    assertThat(asker.open()).isZero();
    assertThat(recorder.breaches()).isEmpty();
  }

  /** Equal requests on the near side are one request on the wire, and one there. */
  @Test
  void mergesBeforeItSends() {
    List<Reference<Reading>> references =
        List.of(near.bus.add(new Watch("attic")), near.bus.add(new Watch("attic")));
    Waits.until(() -> assertThat(far.bus.directives()).hasSize(1));
    assertThat(asker.open()).isEqualTo(1);
    assertThat(far.bus.directives().get(0).strongReferences()).isEqualTo(1);
    references.forEach(Reference::release);
    Waits.until(() -> assertThat(far.bus.directives()).isEmpty());
  }

  /** What the other side may not ask for, or what is not valid there, is a failure here. */
  @Test
  void refusesWhatIsUnknownThere() throws InterruptedException {
    BusException unknown = Waits.failure(near.bus.first(new Local("x"), OneOff.WAITING));
    assertThat(unknown.reason()).isEqualTo(BusException.Reason.RESOLVER_FAILED);
    assertThat(unknown.getMessage()).contains("unknown type").contains("Local");
  }
}
