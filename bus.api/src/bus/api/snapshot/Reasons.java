// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import bus.api.directive.Failure;
import bus.api.snapshot.DirectiveSnapshot.HandlerFailure;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.Reason.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the reasons in an explanation. */
final class Reasons {

  private final Explanation explanation;
  private final List<Reason> found = new ArrayList<>();

  Reasons(Explanation explanation) {
    this.explanation = explanation;
  }

  List<Reason> all() {
    DirectiveSnapshot live = explanation.live();
    if (live == null) {
      add(Kind.NOT_LIVE, "nobody asks for it");
    } else {
      about(live);
    }
    if (explanation.handlers().isEmpty()) {
      add(Kind.NO_HANDLER, "no handler on the bus takes " + explanation.type());
    }
    if (live != null) {
      explanation.handlers().forEach(handler -> handler(live, handler));
      for (int i = 0; i < live.resolvers().size(); i++) {
        resolver(live, i);
      }
    }
    explanation.dependencies().forEach(this::dependency);
    return found;
  }

  private void about(DirectiveSnapshot live) {
    if (!live.values().isEmpty()) {
      add(Kind.ANSWERED, "it has " + count(live.values().size(), "value"));
    }
    if (live.asking()) {
      add(Kind.ASKING, "handlers are being asked");
    }
    if (live.disposal() != null) {
      add(Kind.UNREFERENCED, "nobody refers to it any more, it is kept until " + live.disposal());
    }
  }

  private void handler(DirectiveSnapshot live, HandlerSnapshot handler) {
    for (HandlerFailure failure : live.handlerFailures()) {
      if (failure.handler() == handler.number()) {
        add(
            Kind.HANDLER_FAILED,
            handler.owner() + " failed when it was asked: " + failure.failure().summary());
        return;
      }
    }
    boolean answered =
        live.resolvers().stream().anyMatch(resolver -> resolver.handler() == handler.number());
    if (!answered && !live.asking()) {
      add(Kind.NO_RESOLVER, handler.owner() + " was asked and does not answer it");
    }
  }

  private void resolver(DirectiveSnapshot live, int index) {
    ResolverSnapshot resolver = live.resolvers().get(index);
    String name = name(resolver);
    boolean empty = live.values().stream().noneMatch(value -> value.resolver() == index);
    switch (resolver.state()) {
      case RUNNING -> {
        if (!resolver.idle()) {
          add(Kind.LOOKING, name + " is looking for values");
        } else if (empty) {
          add(Kind.WAITING, name + " has no value and waits for changes");
        }
      }
      case ENDED -> {
        if (empty) {
          add(Kind.ENDED_EMPTY, name + " has ended and has no value");
        }
      }
      case FAILED -> add(Kind.RESOLVER_FAILED, name + " failed" + because(resolver.failure()));
      case NOT_STARTED -> add(Kind.FULL, name + " was not started: there are enough values");
      case STOPPED -> add(Kind.FULL, name + " was stopped: there are enough values");
    }
  }

  static String name(ResolverSnapshot resolver) {
    return (resolver.parent() < 0 ? "" : "a child of ")
        + "the "
        + resolver.kind().name().toLowerCase(Locale.ROOT)
        + " resolver of "
        + resolver.owner();
  }

  private static String because(@Nullable Failure failure) {
    return failure == null ? "" : ": " + failure.summary();
  }

  private void dependency(Explanation.Dependency dependency) {
    String what = dependency.owner() + " waits for #" + dependency.id();
    if (dependency.explanation() == null) {
      add(Kind.CIRCLE, what + ", which waits for this: " + dependency.directive());
    } else {
      add(Kind.DEPENDS, what + ", which has no value: " + dependency.directive());
    }
  }

  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private void add(Kind kind, String text) {
    found.add(new Reason(kind, text));
  }
}
