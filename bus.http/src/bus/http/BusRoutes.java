// SPDX-License-Identifier: Apache-2.0
package bus.http;

import static bus.http.Route.Shape.listOf;
import static bus.http.Route.Shape.one;

import bus.api.Bus;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.BusStatus;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.Controllers;
import bus.api.controller.FactorySnapshot;
import bus.api.snapshot.BusSnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.HandlerSnapshot;
import bus.api.snapshot.OwnerSnapshot;
import bus.http.wire.BusState;
import bus.http.wire.Why;
import java.util.List;

/** What is on the bus. */
final class BusRoutes {
  private final Bus bus;
  private final Controllers controllers;

  BusRoutes(Bus bus, Controllers controllers) {
    this.bus = bus;
    this.controllers = controllers;
  }

  List<Route> all() {
    return List.of(
        Route.get(
            "/status",
            "sums up how the bus is doing",
            one(BusStatus.class),
            call -> BusStatus.of(bus, controllers)),
        Route.get("/bus", "shows all that is on the bus", one(BusState.class), call -> state()),
        Route.get(
            "/controllers",
            "lists the controllers on the bus, in order of attachment",
            listOf(ControllerSnapshot.class),
            call -> controllers.controllers()),
        Route.get(
            "/controllers/{number}",
            "shows one controller, with its failure if it has one",
            one(ControllerSnapshot.class),
            this::controller),
        Route.get(
                "/directives",
                "lists the live directives with their values, resolvers and references",
                listOf(DirectiveSnapshot.class),
                this::directives)
            .with(
                "unanswered",
                "boolean",
                "only those that nobody answers: idle, and without a value")
            .with("contains", "string", "only those whose type or text contains this"),
        Route.get(
            "/directives/{id}",
            "shows one live directive: who wants it, and who answers it",
            one(DirectiveSnapshot.class),
            this::directive),
        Route.get(
            "/directives/{id}/why",
            "explains why a live directive has its values or none, and what it waits for",
            one(Why.class),
            call -> Why.of(bus.explain(call.number("id")).orElseThrow(() -> noDirective(call)))),
        Route.get(
            "/handlers",
            "lists the handlers on the bus and the directives that they are offered",
            listOf(HandlerSnapshot.class),
            call -> bus.snapshot().handlers()),
        Route.get(
            "/owners",
            "lists by owner: the handlers, and the directives that it asks for and answers",
            listOf(OwnerSnapshot.class),
            call -> bus.snapshot().owners()),
        Route.get(
            "/factories",
            "lists the controller factories that are offered, by config id",
            listOf(FactorySnapshot.class),
            call -> controllers.factories()),
        Route.get(
            "/config",
            "lists the configuration sets that are applied, and how each key is doing",
            listOf(AppliedConfigSet.class),
            call -> controllers.applied()));
  }

  private BusState state() {
    BusSnapshot snapshot = bus.snapshot();
    return new BusState(
        controllers.controllers(),
        controllers.factories(),
        snapshot.directives(),
        snapshot.handlers());
  }

  private ControllerSnapshot controller(Call call) {
    long number = call.number("number");
    return controllers.controllers().stream()
        .filter(controller -> controller.number() == number)
        .findFirst()
        .orElseThrow(() -> ApiException.notFound("there is no controller " + number));
  }

  private List<DirectiveSnapshot> directives(Call call) {
    boolean unanswered = call.flag("unanswered");
    String word = call.text("contains", "");
    return bus.directives().stream()
        .filter(directive -> !unanswered || directive.unanswered())
        .filter(d -> d.type().contains(word) || d.directive().contains(word))
        .toList();
  }

  private DirectiveSnapshot directive(Call call) {
    long id = call.number("id");
    return bus.directives().stream()
        .filter(directive -> directive.id() == id)
        .findFirst()
        .orElseThrow(() -> noDirective(call));
  }

  private static ApiException noDirective(Call call) {
    return ApiException.notFound("there is no live directive " + call.number("id"));
  }
}
