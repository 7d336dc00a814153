// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.controller.BusStatus;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.ControllerStatus;
import bus.api.controller.FactorySnapshot;
import bus.api.directive.Failure;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ReferenceSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ResolverSnapshot;
import bus.api.snapshot.DirectiveSnapshot.ValueSnapshot;
import bus.api.snapshot.Explanation;
import bus.api.snapshot.HandlerSnapshot;
import bus.api.snapshot.OwnerSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How directives, controllers and factories are shown. */
record BusViews(Ages ages) {
  List<View<?>> all() {
    return List.of(
        directives(), explanations(), handlers(), owners(), controllers(), factories(), status());
  }

  private View<DirectiveSnapshot> directives() {
    return new View<>(
        DirectiveSnapshot.class,
        "no live directives",
        List.of(
            new Column<>("ID", directive -> Long.toString(directive.id())),
            new Column<>("DIRECTIVE", directive -> Texts.cell(directive.directive())),
            new Column<>("REFS", BusViews::references),
            new Column<>("STATE", directive -> directive.idle() ? "idle" : "busy"),
            new Column<>("VALUES", directive -> Texts.cell(values(directive))),
            new Column<>("RESOLVERS", directive -> Texts.cell(resolvers(directive)))),
        this::directive);
  }

  private static String references(DirectiveSnapshot directive) {
    String strong = Integer.toString(directive.strongReferences());
    return directive.weakReferences() == 0
        ? strong
        : strong + "+" + directive.weakReferences() + " weak";
  }

  private static String values(DirectiveSnapshot directive) {
    return String.join(", ", directive.values().stream().map(ValueSnapshot::value).toList());
  }

  private static String resolvers(DirectiveSnapshot directive) {
    return String.join(
        ", ", directive.resolvers().stream().map(r -> r.owner() + " " + state(r)).toList());
  }

  private void directive(DirectiveSnapshot directive, Detail detail) {
    detail
        .line("directive", Long.toString(directive.id()))
        .line("type", directive.type())
        .line("text", directive.directive())
        .line("key", directive.key().equals(directive.directive()) ? "" : directive.key())
        .line("live for", ages.since(directive.created()))
        .line("state", state(directive))
        .line("disposed in", directive.disposal() == null ? "" : ages.until(directive.disposal()))
        .list("references", directive.references().stream().map(BusViews::reference).toList())
        .list("values", directive.values().stream().map(BusViews::value).toList())
        .list("resolvers", directive.resolvers().stream().map(BusViews::resolver).toList());
  }

  private static String reference(ReferenceSnapshot reference) {
    return reference.owner() + (reference.weak() ? "  listens only" : "");
  }

  private static String state(DirectiveSnapshot directive) {
    if (!directive.idle()) {
      return "busy: a resolver is looking for values";
    }
    if (!directive.values().isEmpty()) {
      return "idle";
    }
    if (directive.resolvers().isEmpty()) {
      return "idle: no handler on the bus answers this directive";
    }
    return "idle: those who were asked have no value";
  }

  private static String value(ValueSnapshot value) {
    return value.id() + "  " + value.value() + "  (" + value.owner() + ")";
  }

  private static String state(ResolverSnapshot resolver) {
    return resolver.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String resolver(ResolverSnapshot resolver) {
    String line = resolver.owner() + "  " + state(resolver) + (resolver.idle() ? ", idle" : "");
    Failure failure = resolver.failure();
    return failure == null ? line : line + "\n  " + failure.summary();
  }

  private static View<Explanation> explanations() {
    return new View<>(
        Explanation.class,
        "nothing to explain",
        List.of(new Column<>("WHY", explanation -> Texts.cell(explanation.text()))),
        (explanation, detail) -> detail.text(explanation.text()));
  }

  private static View<HandlerSnapshot> handlers() {
    return new View<>(
        HandlerSnapshot.class,
        "no handlers on the bus",
        List.of(
            new Column<>("NO", handler -> Long.toString(handler.number())),
            new Column<>("OWNER", handler -> Texts.cell(handler.owner())),
            new Column<>("DIRECTIVES", handler -> String.join(", ", handler.types()))),
        (handler, detail) ->
            detail
                .line("handler", Long.toString(handler.number()))
                .line("owner", handler.owner())
                .list("directives", handler.types()));
  }

  private static View<OwnerSnapshot> owners() {
    return new View<>(
        OwnerSnapshot.class,
        "nothing on the bus",
        List.of(
            new Column<>("OWNER", owner -> Texts.cell(owner.name())),
            new Column<>("HANDLERS", owner -> numbers(owner.handlers())),
            new Column<>("ASKS", owner -> numbers(owner.asks())),
            new Column<>("ANSWERS", owner -> numbers(owner.answers()))),
        (owner, detail) ->
            detail
                .line("owner", owner.name())
                .line("handlers", numbers(owner.handlers()))
                .line("asks", numbers(owner.asks()))
                .line("answers", numbers(owner.answers())));
  }

  private static String numbers(List<Long> numbers) {
    return Texts.cell(String.join(" ", numbers.stream().map(String::valueOf).toList()));
  }

  private View<ControllerSnapshot> controllers() {
    return new View<>(
        ControllerSnapshot.class,
        "no controllers on the bus",
        List.of(
            new Column<>("NO", controller -> Long.toString(controller.number())),
            new Column<>("CONTROLLER", controller -> controller.info().id()),
            new Column<>("VERSION", controller -> controller.info().version()),
            new Column<>("PHASE", controller -> controller.status().phase().name()),
            new Column<>("SINCE", controller -> ages.since(controller.status().since())),
            new Column<>("PLUGIN", c -> Texts.plugin(c.plugin(), c.generation())),
            new Column<>("FAILURE", c -> Texts.cell(summary(c.status().failure())))),
        this::controller);
  }

  private void controller(ControllerSnapshot controller, Detail detail) {
    ControllerStatus status = controller.status();
    Failure failure = status.failure();
    detail
        .line("controller", Long.toString(controller.number()))
        .line("id", controller.info().id())
        .line("version", controller.info().version())
        .line("description", controller.info().description())
        .line("exclusive", controller.info().exclusive() ? "yes" : "no")
        .line("plugin", Texts.plugin(controller.plugin(), controller.generation()))
        .line("phase", status.phase() + " for " + ages.since(status.since()))
        .line("next try", nextTry(status))
        .block("failure", failure == null ? "" : failure.trace());
  }

  private String nextTry(ControllerStatus status) {
    return status.nextTry() == null ? "" : "in " + ages.until(status.nextTry());
  }

  private static String summary(@Nullable Failure failure) {
    return failure == null ? "" : failure.summary();
  }

  private static View<FactorySnapshot> factories() {
    return new View<>(
        FactorySnapshot.class,
        "no factories are offered",
        List.of(
            new Column<>("CONFIG ID", factory -> factory.info().id()),
            new Column<>("VERSION", factory -> factory.info().version()),
            new Column<>("SETTINGS", FactorySnapshot::configType),
            new Column<>("PLUGIN", f -> Texts.plugin(f.plugin(), f.generation())),
            new Column<>("DESCRIPTION", factory -> Texts.cell(factory.info().description()))),
        (factory, detail) ->
            detail
                .line("config id", factory.info().id())
                .line("version", factory.info().version())
                .line("description", factory.info().description())
                .line("exclusive", factory.info().exclusive() ? "yes" : "no")
                .line("settings", factory.configType())
                .line("plugin", Texts.plugin(factory.plugin(), factory.generation())));
  }

  private View<BusStatus> status() {
    return new View<>(
        BusStatus.class,
        "no bus",
        List.of(new Column<>("STATUS", BusViews::summary)),
        (status, detail) -> {
          detail
              .line("controllers", ready(status))
              .line("factories", Integer.toString(status.factories()))
              .line(
                  "directives",
                  status.directives() + " live, " + status.unanswered() + " unanswered");
          if (!status.notReady().isEmpty()) {
            detail.block("not in service", controllers().table(status.notReady()));
          }
        });
  }

  private static String ready(BusStatus status) {
    return status.controllers()
        + ", "
        + (status.controllers() - status.notReady().size())
        + " in service";
  }

  private static String summary(BusStatus status) {
    List<String> parts = new ArrayList<>();
    parts.add(Texts.count(status.controllers(), "controller"));
    parts.add(status.notReady().size() + " not in service");
    parts.add(Texts.count(status.directives(), "directive"));
    parts.add(status.unanswered() + " unanswered");
    return String.join(", ", parts);
  }
}
