// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import bus.api.observe.LogLevels;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The levels of the loggers of logback. */
final class LogbackLevels implements LogLevels {
  private static final String INHERIT = "inherit";
  private static final Map<String, Level> LEVELS =
      new TreeMap<>(
          Map.of(
              "off", Level.OFF,
              "error", Level.ERROR,
              "warn", Level.WARN,
              "info", Level.INFO,
              "debug", Level.DEBUG,
              "trace", Level.TRACE));
  private static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("hotbus.log");
  private final LoggerContext context;

  LogbackLevels(LoggerContext context) {
    this.context = context;
  }

  @Override
  public List<LogLevel> levels() {
    return context.getLoggerList().stream()
        .filter(logger -> logger.getLevel() != null)
        .map(LogbackLevels::level)
        .sorted(
            Comparator.comparing((LogLevel level) -> !level.logger().equals(ROOT))
                .thenComparing(LogLevel::logger))
        .toList();
  }

  private static LogLevel level(Logger logger) {
    return new LogLevel(
        logger.getName(), logger.getEffectiveLevel().toString().toLowerCase(Locale.ROOT));
  }

  @Override
  public LogLevel set(String logger, String level) {
    String wanted = level.strip().toLowerCase(Locale.ROOT);
    boolean inherits = wanted.equals(INHERIT);
    if (logger.isBlank()) {
      throw new IllegalArgumentException("the name of a logger must not be blank");
    }
    if (!inherits && !LEVELS.containsKey(wanted)) {
      throw new IllegalArgumentException(
          "the level must be one of %s or %s, it is '%s'"
              .formatted(String.join(", ", LEVELS.keySet()), INHERIT, level));
    }
    Logger changed = context.getLogger(logger.equalsIgnoreCase(ROOT) ? ROOT : logger.strip());
    if (inherits && changed.getName().equals(ROOT)) {
      throw new IllegalArgumentException("the logger ROOT must have a level of its own");
    }
    changed.setLevel(inherits ? null : LEVELS.get(wanted));
    LogLevel now = level(changed);
    LOG.info("level changed logger={} level={}", now.logger(), now.level());
    return now;
  }
}
