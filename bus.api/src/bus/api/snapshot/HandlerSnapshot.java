// SPDX-License-Identifier: Apache-2.0
package bus.api.snapshot;

import java.util.List;

/**
 * A handler on a bus, as text.
 *
 * @param number its number: unique on its bus, rising in order of addition
 * @param owner whose it is: a controller's name, or a description of the handler
 * @param types the class names of the directives that it is offered, sorted
 */
public record HandlerSnapshot(long number, String owner, List<String> types) {

  /** Copies the list. */
  public HandlerSnapshot {
    types = List.copyOf(types);
  }
}
