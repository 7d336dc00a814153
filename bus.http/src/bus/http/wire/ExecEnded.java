// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import java.util.List;

/**
 * The last event of an executed configuration that was ended: its claims are released.
 *
 * @param stopped the controllers that have stopped, such as {@code demo/boilerplate#3}
 * @param shared the keys whose controllers run on, because another set wants the same
 * @param complete whether all have stopped that nobody else wants; false if some are slow to stop
 */
public record ExecEnded(List<String> stopped, List<String> shared, boolean complete) {
  /** Copies the lists. */
  public ExecEnded {
    stopped = List.copyOf(stopped);
    shared = List.copyOf(shared);
  }
}
