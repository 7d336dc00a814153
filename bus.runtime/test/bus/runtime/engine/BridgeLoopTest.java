// SPDX-License-Identifier: Apache-2.0
package bus.runtime.engine;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.Handler;
import bus.api.directive.Reference;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import bus.api.directive.Value;
import bus.runtime.fixture.Ask;
import bus.runtime.fixture.Emitter;
import bus.runtime.fixture.Recorder;
import bus.runtime.fixture.TestBus;
import bus.runtime.fixture.Waits;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bridges that lead back (semantics 20.3, W40, scenario 33.25). */
class BridgeLoopTest {

  private final List<TestBus> buses = new ArrayList<>();
  private final List<Emitter> emitters = new ArrayList<>();

  private void buses(int count) {
    for (int i = 0; i < count; i++) {
      TestBus bus = new TestBus();
      Emitter emitter = new Emitter();
      bus.bus.addHandler(emitter);
      buses.add(bus);
      emitters.add(emitter);
    }
  }

  @AfterEach
  void closeBuses() {
    buses.forEach(TestBus::close);
  }

  private Registration bridge(int from, int to) {
    return buses.get(from).bus.bridge(buses.get(to).bus, BridgeTest.ALL);
  }

  private void bridgeAll() {
    for (int from = 0; from < buses.size(); from++) {
      for (int to = 0; to < buses.size(); to++) {
        if (from != to) {
          bridge(from, to);
        }
      }
    }
  }

  private Reference<String> ask(int bus) {
    return buses.get(bus).bus.add(Ask.of("a"));
  }

  private List<String> values(int bus) {
    return buses.get(bus).bus.directives().stream()
        .flatMap(each -> each.values().stream())
        .map(each -> each.value())
        .sorted()
        .toList();
  }

  private List<Integer> live() {
    return buses.stream().map(each -> each.bus.directives().size()).toList();
  }

  /** W40: no echo, and both ends are gone when the user is. */
  @Test
  void twoWayBridgeEndsAndHoldsNothing() {
    buses(2);
    bridgeAll();
    for (int round = 0; round < 100; round++) {
      Recorder<String> recorder = new Recorder<>();
      Reference<String> reference = buses.get(0).bus.add(Ask.of("a"), recorder);
      emitters.get(0).sink("a").add("0");
      Value<String> one = emitters.get(1).sink("a").add("1").orElseThrow();
      assertThat(values(0)).containsExactly("0", "1");
      assertThat(reference.instance().state().idle()).isTrue();
      emitters.get(1).sink("a").remove(one);
      assertThat(recorder.events()).containsExactly("added 0", "added 1", "removed 1");
      assertThat(live()).containsExactly(1, 1);
      reference.release();
      assertThat(live()).as("round " + round).containsExactly(0, 0);
      assertThat(recorder.breaches()).isEmpty();
    }
  }

  /** Users on both sides see everything once; who stays keeps it alive, whoever came first. */
  @Test
  void servesUsersOnBothSides() {
    buses(2);
    bridgeAll();
    for (int first = 0; first < 2; first++) {
      Reference<String> one = ask(first);
      Reference<String> other = ask(1 - first);
      emitters.get(0).sink("a").add("0");
      emitters.get(1).sink("a").add("1");
      for (int bus = 0; bus < 2; bus++) {
        assertThat(values(bus)).containsExactly("0", "1");
        assertThat(buses.get(bus).bus.directives().get(0).idle()).isTrue();
        assertThat(buses.get(bus).bus.directives().get(0).strongReferences()).isEqualTo(2);
      }
      one.release();
      assertThat(live()).containsExactly(1, 1);
      assertThat(values(1 - first)).containsExactly("0", "1");
      other.release();
      assertThat(live()).containsExactly(0, 0);
    }
  }

  @Test
  void ringsEnd() {
    buses(3);
    bridge(0, 1);
    bridge(1, 2);
    bridge(2, 0);
    Reference<String> reference = ask(0);
    for (int bus = 0; bus < 3; bus++) {
      emitters.get(bus).sink("a").add("v" + bus);
    }
    assertThat(values(0)).containsExactly("v0", "v1", "v2");
    assertThat(values(1)).containsExactly("v1", "v2");
    assertThat(values(2)).containsExactly("v2");
    assertThat(buses.get(0).bus.directives().get(0).idle()).isTrue();
    List<Reference<String>> more = List.of(ask(1), ask(2));
    for (int bus = 0; bus < 3; bus++) {
      assertThat(values(bus)).containsExactly("v0", "v1", "v2");
      assertThat(buses.get(bus).bus.directives().get(0).idle()).isTrue();
    }
    reference.release();
    more.forEach(Reference::release);
    assertThat(live()).containsExactly(0, 0, 0);
  }

  /** A value appears once however many ways lead to it, and stays while one of them is left. */
  @Test
  void showsValueOnceOverManyWays() {
    buses(3);
    Registration direct = bridge(0, 2);
    bridge(0, 1);
    bridge(1, 2);
    Recorder<String> recorder = new Recorder<>();
    Reference<String> reference = buses.get(0).bus.add(Ask.of("a"), recorder);
    emitters.get(2).sink("a").add("v");
    assertThat(values(0)).containsExactly("v");
    direct.close();
    assertThat(values(0)).containsExactly("v");
    Registration again = bridge(0, 2);
    assertThat(values(0)).containsExactly("v");
    again.close();
    assertThat(values(0)).containsExactly("v");
    reference.release();
    assertThat(live()).containsExactly(0, 0, 0);
    assertThat(recorder.breaches()).isEmpty();
  }

  /**
   * The wish of one user goes all around although that of another one can not: what comes back to a
   * bus that wants it itself is still news to a third one.
   */
  @Test
  void servesUserBehindARing() {
    buses(4);
    bridge(0, 1);
    bridge(1, 2);
    bridge(2, 0);
    bridge(3, 1);
    Reference<String> inRing = ask(0);
    Reference<String> behind = ask(3);
    emitters.get(0).sink("a").add("v0");
    assertThat(values(3)).containsExactly("v0");
    inRing.release();
    assertThat(values(3)).containsExactly("v0");
    behind.release();
    assertThat(live()).containsExactly(0, 0, 0, 0);
  }

  /** Four buses, each bridged with each: several ways back, none of which may hold another one. */
  @Test
  void meshesEnd() {
    buses(4);
    bridgeAll();
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3));
    for (int round = 0; round < 8; round++) {
      Collections.shuffle(order, new java.util.Random(round));
      List<Reference<String>> references = new ArrayList<>();
      order.forEach(bus -> references.add(ask(bus)));
      for (int bus = 0; bus < 4; bus++) {
        emitters.get(bus).sink("a").add("v" + bus);
      }
      for (int bus = 0; bus < 4; bus++) {
        assertThat(values(bus)).containsExactly("v0", "v1", "v2", "v3");
        assertThat(buses.get(bus).bus.directives().get(0).idle()).isTrue();
      }
      emitters.get(2).sink("a").clear();
      for (int bus = 0; bus < 4; bus++) {
        assertThat(values(bus)).containsExactly("v0", "v1", "v3");
      }
      references.get(0).release();
      references.get(1).release();
      assertThat(values(order.get(3))).containsExactly("v0", "v1", "v3");
      references.forEach(Reference::release);
      assertThat(live()).as("round " + round).containsExactly(0, 0, 0, 0);
    }
  }

  /** 8.2 over a ring with users everywhere: busy while one is, idle when none is. */
  @Test
  void ringIsIdleWhenNobodyIsBusy() {
    buses(3);
    bridgeAll();
    CountDownLatch end = new CountDownLatch(1);
    buses
        .get(1)
        .bus
        .addHandler(Handler.of(Ask.class, ask -> Resolver.blocking((scope, sink) -> end.await())));
    List<Reference<String>> references = List.of(ask(0), ask(1), ask(2));
    assertThat(references).allSatisfy(each -> assertThat(each.instance().state().idle()).isFalse());
    end.countDown();
    Waits.until(
        () ->
            assertThat(references)
                .allSatisfy(each -> assertThat(each.instance().state().idle()).isTrue()));
  }

  /** A failure is one failure on each bus, whatever ways it takes. */
  @Test
  void mirrorsFailureOnce() {
    buses(3);
    bridgeAll();
    Registration failing =
        buses
            .get(1)
            .bus
            .addHandler(
                Handler.of(
                    Ask.class,
                    ask ->
                        Resolver.inline(
                            sink -> {
                              throw new IllegalStateException("expected");
                            })));
    List<Reference<String>> references = List.of(ask(0), ask(1), ask(2));
    assertThat(references)
        .allSatisfy(each -> assertThat(each.instance().state().failures()).hasSize(1));
    failing.close();
    assertThat(references)
        .allSatisfy(each -> assertThat(each.instance().state().failures()).isEmpty());
  }
}
