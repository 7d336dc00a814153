// SPDX-License-Identifier: Apache-2.0
package bus.http.wire;

import java.util.List;

/**
 * The last event of an executed configuration that was ended: its claims are released.
 *
 * @param stopped the controllers that have stopped, such as {@code demo/boilerplate#3}
 * @param running those that run on, because another set wants them or they are slow to stop
 */
public record ExecEnded(List<String> stopped, List<String> running) {
  /** Copies the lists. */
  public ExecEnded {
    stopped = List.copyOf(stopped);
    running = List.copyOf(running);
  }
}
