// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Sets the log of the process up: without a file, since reading one costs a tenth of a start. */
final class LogSetup {
  private static final List<String> NOISY =
      List.of("org.apache.felix", "org.eclipse.jetty", "aQute.bnd", "biz.aQute");

  private LogSetup() {}

  static void install(PrintStream stream, org.slf4j.event.Level slf4jLevel, boolean traces) {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      return; // another logging library was put on the class path, and is set up in its own way
    }
    Level level = Level.convertAnSLF4JLevel(slf4jLevel);
    context.reset();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(level);
    NOISY.forEach(name -> context.getLogger(name).setLevel(quieter(level)));
    root.addAppender(appender(context, stream, traces));
  }

  /** Shows errors only of some loggers. */
  static void quieten(List<String> names) {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      names.forEach(name -> context.getLogger(name).setLevel(Level.ERROR));
    }
  }

  private static Level quieter(Level level) {
    return level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
  }

  private static OutputStreamAppender<ILoggingEvent> appender(
      LoggerContext context, OutputStream stream, boolean traces) {
    LogLine layout = new LogLine(traces);
    layout.setContext(context);
    layout.start();
    LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
    encoder.setContext(context);
    encoder.setLayout(layout);
    encoder.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setName("stderr");
    appender.setEncoder(encoder);
    appender.setOutputStream(stream);
    appender.start();
    return appender;
  }
}
