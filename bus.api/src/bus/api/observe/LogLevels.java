// SPDX-License-Identifier: Apache-2.0
package bus.api.observe;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The levels of the log, which can be changed while the process runs. A service of the process, if
 * it can.
 *
 * <p>Thread-safe.
 */
@ProviderType
public interface LogLevels {

  /** The name of the logger above all others. */
  String ROOT = "ROOT";

  /**
   * Shows the loggers that have a level of their own.
   *
   * @return a snapshot: the {@linkplain #ROOT root} first, then by name
   */
  List<LogLevel> levels();

  /**
   * Gives a logger, and those below it that have none of their own, a level until the process ends.
   *
   * @param logger its name, whether anybody logs by it or not; {@link #ROOT} for all
   * @param level one of {@code off, error, warn, info, debug, trace}, in any case; or {@code
   *     inherit} to take its own level away
   * @return the level that counts for it now
   * @throws IllegalArgumentException if the level is none, the name is blank, or the root is to
   *     inherit
   */
  LogLevel set(String logger, String level);

  /**
   * A logger.
   *
   * @param logger its name
   * @param level the level that counts for it, in lower case
   */
  record LogLevel(String logger, String level) {}
}
