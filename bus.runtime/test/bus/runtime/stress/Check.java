// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import static org.assertj.core.api.Assertions.assertThat;

import bus.api.directive.DirectiveState;
import bus.api.directive.Reference;
import bus.api.directive.Value;
import bus.api.snapshot.DirectiveSnapshot;
import bus.runtime.fixture.TestBus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares a bus at rest with what follows from its history. Used once, by one thread. */
final class Check {

  private final TestBus test;
  private final History history;
  private final Map<Long, DirectiveSnapshot> live = new HashMap<>();
  private final Map<Life, Integer> strong = new HashMap<>();
  private final Map<Life, Integer> weak = new HashMap<>();

  Check(TestBus test, History history) {
    this.test = test;
    this.history = history;
  }

  void run() {
    assertThat(history.breaches()).isEmpty();
    test.bus.directives().forEach(each -> live.put(each.id(), each));
    for (Held held : history.references) {
      Reference<String> reference = held.reference();
      if (held.keepsAlive()) {
        strong.merge(held.life(), 1, Integer::sum);
      } else if (!held.releasing() && reference != null && reference.weak()) {
        weak.merge(held.life(), 1, Integer::sum);
      }
    }
    checkLives();
    history.references.forEach(this::checkReference);
    history.listenings.forEach(this::checkListening);
    assertThat(history.breaches()).isEmpty();
  }

  private boolean isLive(Life life) {
    return live.containsKey(life.instance.id());
  }

  private void checkLives() {
    Set<String> names = new HashSet<>();
    Set<Long> known = new HashSet<>();
    int blocking = 0;
    for (Life life : history.lives()) {
      known.add(life.instance.id());
      if (isLive(life)) {
        assertThat(names.add(life.want().name())).as("only one is live: %s", life).isTrue();
        checkMayLive(life);
        checkLive(life);
        blocking += life.nodes.stream().filter(node -> node.blocks() && node.valid()).count();
      } else {
        checkMayBeDead(life);
        checkDead(life);
      }
    }
    assertThat(known).as("live ones are known").containsAll(live.keySet());
    assertThat(test.threads.busy()).as("busy threads").hasSize(blocking);
  }

  private void checkMayLive(Life life) {
    assertThat(life.closed()).as("closed, but live: %s", life).isFalse();
    assertThat(strong.getOrDefault(life, 0) > 0 || life.want().kind().mayBeKept())
        .as("unreferenced, but live: %s", life)
        .isTrue();
    assertThat(history.mustBeDisplaced(life)).as("displaced, but live: %s", life).isFalse();
  }

  private void checkMayBeDead(Life life) {
    boolean wanted = strong.getOrDefault(life, 0) > 0;
    boolean kept = life.want().kind() == Kind.KEPT && life.seen() != null;
    assertThat((wanted || kept) && !life.closed() && !history.mayBeDisplaced(life))
        .as("wanted, but dead: %s", life)
        .isFalse();
  }

  private void checkLive(Life life) {
    DirectiveState<String> state = life.instance.state();
    Map<Long, String> values = valuesOf(state);
    assertThat(values).as("values of %s", life).isEqualTo(life.expectedValues());
    boolean full = life.want().kind().full(values.size());
    if (life.want().kind().options.hardLimit()) {
      assertThat(values.size())
          .as("limit of %s", life)
          .isLessThanOrEqualTo(life.want().kind().options.maxValues());
    }
    DirectiveSnapshot snapshot = live.get(life.instance.id());
    assertThat(snapshot.strongReferences())
        .as("strong references of %s", life)
        .isEqualTo(strong.getOrDefault(life, 0));
    assertThat(snapshot.weakReferences())
        .as("weak references of %s", life)
        .isEqualTo(weak.getOrDefault(life, 0));
    assertThat(state.disposed()).as("disposed, but live: %s", life).isFalse();
    assertThat(life.disposedCalls).as("told of the end before it: %s", life).hasValue(0);
    assertThat(life.cancelledCalls).as("cancelled before the end: %s", life).hasValue(0);
    checkNodes(life, full);
    checkIdle(life, state, full);
  }

  private void checkNodes(Life life, boolean full) {
    for (Source source : history.sources) {
      assertThat(source.detached() || life.wasAsked(source))
          .as("%s was asked about %s", source, life)
          .isTrue();
    }
    boolean limited = life.want().kind().limited();
    for (Node node : life.nodes) {
      if (!node.attached()) {
        assertThat(node.valid()).as("detached, but valid: %s", node).isFalse();
      } else if (!full) {
        assertThat(node.valid()).as("wanted, but not valid: %s", node).isTrue();
      }
      node.goneCalls.forEach(
          (value, calls) ->
              assertThat(calls.get())
                  .as("told that value %s of %s is gone", value, node)
                  .isEqualTo(node.attached() && node.values.containsKey(value) ? 0 : 1));
      if (!limited) {
        assertThat(node.removedCalls)
            .as("told that %s is gone", node)
            .allSatisfy(calls -> assertThat(calls).hasValue(node.attached() ? 0 : 1));
      }
    }
  }

  private void checkIdle(Life life, DirectiveState<String> state, boolean full) {
    boolean idle = life.nodes.stream().filter(Node::attached).allMatch(Node::idle);
    assertThat(state.idle()).as("idle: %s", life).isEqualTo(full || idle);
    if (!life.want().kind().limited()) {
      long failed = life.nodes.stream().filter(Node::attached).filter(Node::failed).count();
      assertThat(state.failures()).as("failures of %s", life).hasSize((int) failed);
    }
  }

  private void checkDead(Life life) {
    DirectiveState<String> state = life.instance.state();
    assertThat(state).isEqualTo(new DirectiveState<>(true, List.of(), List.of(), true));
    for (Node node : life.nodes) {
      assertThat(node.valid()).as("dead, but valid: %s", node).isFalse();
      assertThat(node.goneCalls.values())
          .as("%s", node)
          .allSatisfy(calls -> assertThat(calls).hasValue(1));
      assertThat(node.removedCalls)
          .as("%s", node)
          .allSatisfy(calls -> assertThat(calls).hasValue(1));
    }
    if (life.seen() != null) {
      assertThat(life.disposedCalls).as("told of the end: %s", life).hasValue(1);
      assertThat(life.cancelledCalls).as("cancelled at the end: %s", life).hasValue(1);
    }
  }

  private void checkReference(Held held) {
    Reference<String> reference = held.reference();
    Life life = held.life();
    if (reference == null || life == null || held.releasing()) {
      return;
    }
    if (isLive(life)) {
      assertThat(reference.released()).as("released: %s", held).isFalse();
      assertThat(held.wasDisposed()).as("told of the end before it: %s", held).isFalse();
      assertThat(held.told()).as("what was told to %s", held).isEqualTo(life.expectedValues());
    } else {
      assertThat(reference.released()).as("released with its instance: %s", held).isTrue();
      assertThat(held.wasDisposed()).as("told of the end: %s", held).isTrue();
      assertThat(held.told()).as("left of what was told to %s", held).isEmpty();
    }
  }

  private void checkListening(Listening listening) {
    assertThat(listening.last())
        .as("the last state of %s", listening.life)
        .isEqualTo(listening.life.instance.state());
  }

  private static Map<Long, String> valuesOf(DirectiveState<String> state) {
    Map<Long, String> values = new TreeMap<>();
    for (Value<String> value : state.values()) {
      values.put(value.id(), value.value());
    }
    return values;
  }

  /** Forgets what is over, after everything was found right. */
  void prune() {
    history.references.removeIf(held -> held.releasing() || !isLive(held.life()));
    history.listenings.removeIf(listening -> !isLive(listening.life));
    history.sources.removeIf(Source::detached);
    for (Life life : history.lives()) {
      if (!isLive(life)) {
        life.forgotten = true;
        history.forget(life);
      } else {
        life.nodes.removeIf(node -> !node.attached());
      }
    }
    history.sources.forEach(Source::forgetNodesOfTheDead);
  }
}
