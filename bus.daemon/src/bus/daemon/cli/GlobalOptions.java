// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of every command. */
public final class GlobalOptions {
  /** How much the log tells. */
  enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show stack traces, and log at level debug.")
  private boolean verbose;

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      scope = ScopeType.INHERIT,
      description = "Log at this level: ${COMPLETION-CANDIDATES}.")
  private @Nullable LogLevel logLevel;

  boolean verbose() {
    return verbose;
  }

  Level level(Level usual) {
    if (logLevel != null) {
      return Level.valueOf(logLevel.name());
    }
    return verbose ? Level.DEBUG : usual;
  }
}
