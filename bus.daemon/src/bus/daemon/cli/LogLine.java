// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Writes an event of the log as one line; with its stack trace if that was asked for. */
final class LogLine extends LayoutBase<ILoggingEvent> {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
  private final boolean traces;

  LogLine(boolean traces) {
    this.traces = traces;
  }

  @Override
  public String doLayout(ILoggingEvent event) {
    StringBuilder line = new StringBuilder();
    line.append(TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    line.append(' ').append(event.getLevel());
    line.append(event.getLevel().toString().length() < 5 ? "  " : " ");
    line.append(event.getLoggerName()).append(": ");
    line.append(oneLine(String.valueOf(event.getFormattedMessage())));
    IThrowableProxy thrown = event.getThrowableProxy();
    if (thrown != null) {
      line.append(" (").append(oneLine(summary(thrown))).append(')');
    }
    line.append(System.lineSeparator());
    if (thrown != null && traces) {
      line.append(ThrowableProxyUtil.asString(thrown)).append(System.lineSeparator());
    }
    return line.toString();
  }

  private static String summary(IThrowableProxy thrown) {
    IThrowableProxy root = thrown;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root == thrown ? text(thrown) : text(thrown) + ", from " + text(root);
  }

  private static String text(IThrowableProxy thrown) {
    return thrown.getMessage() == null
        ? thrown.getClassName()
        : thrown.getClassName() + ": " + thrown.getMessage();
  }

  /** Keeps one event on one line, so that nothing that is logged can look like another event. */
  private static String oneLine(String text) {
    return text.strip().replaceAll("\\R\\s*", " | ");
  }
}
