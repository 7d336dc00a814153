// SPDX-License-Identifier: Apache-2.0
package bus.shell;

import bus.api.controller.ControllerSnapshot;
import java.util.List;

/**
 * How the bus as a whole is doing.
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
}
