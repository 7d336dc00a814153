// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import java.util.List;

/**
 * What belongs to one owner on a bus, and ends with it.
 *
 * @param name a controller's name, a description of a handler, or {@link
 *     DirectiveSnapshot#NO_OWNER}
 * @param handlers the numbers of its handlers
 * @param asks the directives that it refers to
 * @param answers the directives that it has a resolver for
 */
public record OwnerSnapshot(String name, List<Long> handlers, List<Long> asks, List<Long> answers) {

  /** Copies the lists. */
  public OwnerSnapshot {
    handlers = List.copyOf(handlers);
    asks = List.copyOf(asks);
    answers = List.copyOf(answers);
  }
}
