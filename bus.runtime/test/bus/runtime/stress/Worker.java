// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.Bus;
import bus.api.BusException;
import bus.api.directive.Reference;
import bus.runtime.stress.Source.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One thread that does random things on a bus. */
final class Worker {

  private static final int MOST_REFERENCES = 24;
  private static final int MOST_SOURCES = 3;
  private static final int MOST_NODES = 60;

  private final Bus bus;
  private final History history;
  private final int number;
  private final int names;
  private final Random random;
  private final NodeUse use;
  private final List<Held> mine = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private int madeSources;

  Worker(Bus bus, History history, int number, int names, Random random) {
    this.bus = bus;
    this.history = history;
    this.number = number;
    this.names = names;
    this.random = random;
    this.use = new NodeUse(history, random);
  }

  /** Does one thing; returns false if there is nothing to do any more, since the bus is closed. */
  boolean step() {
    history.operations.increment();
    takeOver();
    try {
      act();
      return true;
    } catch (BusException closed) {
      if (!history.closing || closed.reason() != BusException.Reason.CLOSED) {
        throw closed;
      }
      return false;
    }
  }

  private void takeOver() {
    for (Node node = poll(); node != null; node = poll()) {
      nodes.add(node);
    }
    for (Held held = history.orphans.poll(); held != null; held = history.orphans.poll()) {
      mine.add(held);
    }
    while (mine.size() > MOST_REFERENCES) {
      mine.remove(0).release();
    }
    while (sources.size() > MOST_SOURCES) {
      sources.remove(0).detach();
    }
    if (nodes.size() > MOST_NODES) {
      nodes.removeIf(node -> node.life.forgotten || !node.attached());
    }
  }

  private @Nullable Node poll() {
    return history.begun(number).poll();
  }

  private void act() {
    switch (random.nextInt(40)) {
      case 0, 1, 2, 3, 4, 5, 6 -> mine.add(add(randomWant(), randomHeld()));
      case 7, 8, 9, 10, 11, 12 -> take(mine).release();
      case 13 -> addReference(true);
      case 14 -> addReference(false);
      case 15 -> attach();
      case 16 -> detach();
      case 17 -> close();
      case 18 -> withLife(life -> life.closeIfUnreferenced(random.nextBoolean()));
      case 19 -> withLife(life -> new Listening(history, life).begin());
      case 20 -> stopListening();
      case 21 -> bus.explain(randomWant());
      default -> {
        if (!nodes.isEmpty()) {
          use.step(nodes.get(random.nextInt(nodes.size())));
        }
      }
    }
  }

  private Want randomWant() {
    int name = random.nextInt(names);
    Kind[] kinds = Kind.values();
    int rank = random.nextInt(12) == 0 ? random.nextInt(4) : 0;
    return new Want("n" + name, kinds[name % kinds.length], rank);
  }

  private Held add(Want want, Held held) {
    long start = System.nanoTime();
    Reference<String> reference = bus.add(want, held);
    Life life = history.life(reference.instance());
    history.added(want, start, System.nanoTime(), life);
    held.bind(reference, life);
    return held;
  }

  /** Takes one out of the list; one that does nothing if there is none. */
  private Held take(List<Held> list) {
    return list.isEmpty()
        ? new Held(history, 0, held -> {})
        : list.remove(random.nextInt(list.size()));
  }

  private void withLife(Consumer<Life> action) {
    if (!mine.isEmpty()) {
      Life life = mine.get(random.nextInt(mine.size())).life();
      if (life != null) {
        action.accept(life);
      }
    }
  }

  private void addReference(boolean weak) {
    withLife(
        life -> {
          Held held = randomHeld();
          held.bindLate(
              weak ? life.instance.addWeakReference(held) : life.instance.addReference(held), life);
          mine.add(held);
        });
  }

  private void close() {
    if (random.nextInt(4) == 0) {
      withLife(Life::close);
    }
  }

  private void stopListening() {
    Listening listening = history.listenings.poll();
    if (listening != null) {
      listening.end();
    }
  }

  private void attach() {
    Style[] styles = Style.values();
    // Numbers of different workers differ.
    int id = (number + 1) * 1_000_000 + madeSources++;
    Source source = new Source(history, id, styles[random.nextInt(styles.length)]);
    sources.add(source);
    source.attachTo(bus);
  }

  private void detach() {
    if (!sources.isEmpty()) {
      sources.remove(random.nextInt(sources.size())).detach();
    }
  }

  /** Returns the listener of a reference that is about to be added; some act when they are told. */
  private Held randomHeld() {
    int at = 1 + random.nextInt(5);
    return switch (random.nextInt(12)) {
      case 0 -> new Held(history, at, Held::release);
      case 1 -> new Held(history, at, Worker::closeLife);
      case 2 -> {
        Want other = randomWant();
        yield new Held(history, at, held -> addOther(other));
      }
      case 3 -> new Held(history, at, held -> Thread.yield());
      case 4 -> new Held(history, at, held -> listenTo(held));
      default -> new Held(history, 0, held -> {});
    };
  }

  private static void closeLife(Held held) {
    Life life = held.life();
    if (life != null) {
      life.close();
    }
  }

  private void listenTo(Held held) {
    Life life = held.life();
    if (life != null) {
      new Listening(history, life).begin();
    }
  }

  private void addOther(Want want) {
    try {
      history.orphans.add(add(want, new Held(history, 0, held -> {})));
    } catch (BusException closed) {
      if (!history.closing) {
        throw closed;
      }
    }
  }
}
