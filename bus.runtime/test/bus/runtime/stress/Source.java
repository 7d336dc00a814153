// SPDX-License-Identifier: Apache-2.0
package bus.runtime.stress;

import bus.api.Bus;
import bus.api.directive.Directive;
import bus.api.directive.Handler;
import bus.api.directive.Instance;
import bus.api.directive.Registration;
import bus.api.directive.Resolver;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The model of a handler, and the handler itself. Thread-safe. */
final class Source implements Handler {

  /** What its resolvers are like. */
  enum Style {
    INLINE,
    BLOCKING,
    ASYNC,
    /** Inline, and fails. */
    FAILING,
    /** Answers nothing. */
    NOTHING,
    /** Fails when it is asked. */
    THROWING
  }

  final int number;
  final Style style;
  private final History history;
  private final Queue<Node> nodes = new ConcurrentLinkedQueue<>();
  private @Nullable Registration registration;

  /** Is being taken from the bus, or was. */
  private volatile boolean detached;

  Source(History history, int number, Style style) {
    this.history = history;
    this.number = number;
    this.style = style;
  }

  void attachTo(Bus bus) {
    history.sources.add(this);
    registration = bus.addHandler(this);
  }

  /** Called by whoever has attached it, once. */
  void detach() {
    detached = true;
    if (registration != null) {
      registration.close();
    }
    for (Node node : nodes) {
      if (node.valid()) {
        history.breach("valid after its handler was taken away: " + node);
      }
    }
  }

  boolean detached() {
    return detached;
  }

  boolean answers() {
    return style != Style.NOTHING && style != Style.THROWING;
  }

  void forgetNodesOfTheDead() {
    nodes.removeIf(node -> node.life.forgotten);
  }

  @Override
  public Set<Class<?>> directiveTypes() {
    return Set.of(number % 2 == 0 ? Want.class : Directive.class);
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<Resolver<String>> handle(Instance<?> instance) {
    Life life = history.life((Instance<String>) instance);
    life.asked(this);
    if (style == Style.THROWING) {
      throw new IllegalStateException("stress, expected");
    }
    if (style == Style.NOTHING) {
      return List.of();
    }
    Node node = new Node(history, this, life, null);
    life.nodes.add(node);
    nodes.add(node);
    return List.of(node.resolver(style));
  }

  @Override
  public String toString() {
    return style + " handler " + number;
  }
}
