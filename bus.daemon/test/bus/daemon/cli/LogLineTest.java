// SPDX-License-Identifier: Apache-2.0
package bus.daemon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LogLineTest {
  private static String line(boolean traces, String message, @Nullable Throwable thrown) {
    LoggingEvent event =
        new LoggingEvent(
            "here", new LoggerContext().getLogger("a.B"), Level.WARN, message, thrown, null);
    return new LogLine(traces).doLayout(event);
  }

  @Test
  void keepsAnEventOnOneLine() {
    assertThat(line(false, "one\n12:00:00.000 INFO  forged: line", null).lines())
        .singleElement()
        .asString()
        .endsWith(" WARN  a.B: one | 12:00:00.000 INFO  forged: line");
  }

  @Test
  void tellsAThrowableAndItsRootInTheLine() {
    Throwable thrown =
        new IllegalStateException("no start", new java.io.IOException("port in use"));
    assertThat(line(false, "failed", thrown).lines())
        .singleElement()
        .asString()
        .endsWith(
            "failed (java.lang.IllegalStateException: no start, from java.io.IOException: port in"
                + " use)");
  }

  @Test
  void addsTheStackTraceIfAskedTo() {
    assertThat(line(true, "failed", new IllegalStateException("x")))
        .contains("at " + LogLineTest.class.getName());
  }
}
