// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.Bus;
import bus.api.controller.AppliedConfigSet;
import bus.api.controller.BusStatus;
import bus.api.controller.ControllerSnapshot;
import bus.api.controller.Controllers;
import bus.api.controller.FactorySnapshot;
import bus.api.snapshot.DirectiveSnapshot;
import bus.api.snapshot.Explanation;
import bus.api.snapshot.HandlerSnapshot;
import bus.api.snapshot.OwnerSnapshot;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.apache.felix.service.command.annotations.GogoCommand;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Commands of the scope {@code bus}: what runs on the bus. They return records and print nothing.
 */
@Component(service = BusCommands.class)
@GogoCommand(
    scope = "bus",
    function = {
      "config",
      "controller",
      "controllers",
      "directive",
      "directives",
      "factories",
      "handlers",
      "owners",
      "status",
      "why"
    })
public final class BusCommands {
  private final Bus bus;
  private final Controllers controllers;

  /** Creates the commands of one bus. */
  @Activate
  public BusCommands(@Reference Bus bus, @Reference Controllers controllers) {
    this.bus = bus;
    this.controllers = controllers;
  }

  /** Lists the controllers. */
  @Descriptor("lists the controllers on the bus, in order of attachment")
  public List<ControllerSnapshot> controllers() {
    return new Rows<>(ControllerSnapshot.class, controllers.controllers());
  }

  /** Shows one controller. */
  @Descriptor("shows one controller, with its failure if it has one")
  public ControllerSnapshot controller(
      @Descriptor("its number, as bus:controllers shows it") long number) {
    return controllers.controllers().stream()
        .filter(controller -> controller.number() == number)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no controller " + number + "; bus:controllers lists them"));
  }

  /** Lists the live directives. */
  @Descriptor("lists the live directives with their values, resolvers and references")
  public List<DirectiveSnapshot> directives(
      @Descriptor("only those that nobody answers: idle, and without a value")
          @Parameter(
              names = {"-u", "--unanswered"},
              presentValue = "true",
              absentValue = "false")
          boolean unanswered) {
    return directives(unanswered, "");
  }

  /** Lists some of the live directives. */
  @Descriptor("lists the live directives whose type or text contains a word")
  public List<DirectiveSnapshot> directives(
      @Descriptor("only those that nobody answers: idle, and without a value")
          @Parameter(
              names = {"-u", "--unanswered"},
              presentValue = "true",
              absentValue = "false")
          boolean unanswered,
      @Descriptor("a part of the type or text") String word) {
    List<DirectiveSnapshot> found =
        bus.directives().stream()
            .filter(directive -> !unanswered || directive.unanswered())
            .filter(d -> d.type().contains(word) || d.directive().contains(word))
            .toList();
    return new Rows<>(DirectiveSnapshot.class, found);
  }

  /** Explains one directive. */
  @Descriptor("explains why a live directive has its values or none, and what it waits for")
  public Explanation why(@Descriptor("its number, as bus:directives shows it") long id) {
    return bus.explain(id).orElseThrow(() -> noDirective(id));
  }

  /** Lists the handlers. */
  @Descriptor("lists the handlers on the bus and the directives that they are offered")
  public List<HandlerSnapshot> handlers() {
    return new Rows<>(HandlerSnapshot.class, bus.snapshot().handlers());
  }

  /** Lists the owners. */
  @Descriptor("lists by owner: the handlers, and the directives that it asks for and answers")
  public List<OwnerSnapshot> owners() {
    return new Rows<>(OwnerSnapshot.class, bus.snapshot().owners());
  }

  /** Shows one directive. */
  @Descriptor("shows one live directive: who wants it, and who answers it")
  public DirectiveSnapshot directive(
      @Descriptor("its number, as bus:directives shows it") long id) {
    return bus.directives().stream()
        .filter(directive -> directive.id() == id)
        .findFirst()
        .orElseThrow(() -> noDirective(id));
  }

  /** Lists the factories. */
  @Descriptor("lists the controller factories that are offered, by config id")
  public List<FactorySnapshot> factories() {
    return new Rows<>(FactorySnapshot.class, controllers.factories());
  }

  /** Lists the configurations. */
  @Descriptor("lists the configuration sets that are applied, and how many of their keys are ready")
  public List<AppliedConfigSet> config() {
    return new Rows<>(AppliedConfigSet.class, controllers.applied());
  }

  /** Shows one configuration. */
  @Descriptor("shows one configuration set that is applied, and how each key is doing")
  public AppliedConfigSet config(
      @Descriptor("the number of its directive, as bus:config shows it") long directive) {
    return controllers.applied().stream()
        .filter(set -> set.directive() == directive)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no configuration is applied by directive "
                        + directive
                        + "; bus:config lists them"));
  }

  /** Sums up. */
  @Descriptor("sums up how the bus is doing, and names the controllers that are not in service")
  public BusStatus status() {
    return BusStatus.of(bus, controllers);
  }

  private static IllegalArgumentException noDirective(long id) {
    return new IllegalArgumentException(
        "there is no live directive " + id + "; bus:directives lists them");
  }
}
