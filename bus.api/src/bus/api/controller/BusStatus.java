// SPDX-License-Identifier: Apache-2.0
package bus.api.controller;

import bus.api.Bus;
import bus.api.snapshot.DirectiveSnapshot;
import java.util.List;

/**
 * How a bus as a whole is doing.
 *
 * @param controllers how many controllers there are
 * @param notReady those that are not in service
 * @param factories how many factories are offered
 * @param directives how many directives are live
 * @param unanswered how many of them nobody answers: idle, and without a value
 */
public record BusStatus(
    int controllers,
    List<ControllerSnapshot> notReady,
    int factories,
    int directives,
    int unanswered) {

  /** Copies the list. */
  public BusStatus {
    notReady = List.copyOf(notReady);
  }

  /**
   * Sums up.
   *
   * @param bus the bus
   * @param controllers its controllers
   * @return the sum, as it is now
   */
  public static BusStatus of(Bus bus, Controllers controllers) {
    List<ControllerSnapshot> all = controllers.controllers();
    List<DirectiveSnapshot> live = bus.directives();
    return new BusStatus(
        all.size(),
        all.stream().filter(controller -> !controller.status().ready()).toList(),
        controllers.factories().size(),
        live.size(),
        (int) live.stream().filter(DirectiveSnapshot::unanswered).count());
  }
}
