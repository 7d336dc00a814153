// SPDX-License-Identifier: Apache-2.0
package bus.daemon;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** Sends what the framework has to say to the log of the process. */
final class FrameworkLog extends Logger {
  private static final org.slf4j.Logger LOG =
      org.slf4j.LoggerFactory.getLogger("org.apache.felix.framework");

  FrameworkLog() {
    setLogLevel(LOG.isDebugEnabled() ? LOG_DEBUG : LOG_WARNING);
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared there
  protected void doLog(
      @Nullable Bundle bundle,
      @Nullable ServiceReference service,
      int level,
      String message,
      @Nullable Throwable throwable) {
    doLog(level, bundle == null ? message : "bundle " + bundle + ": " + message, throwable);
  }

  @Override
  protected void doLog(int level, String message, @Nullable Throwable throwable) {
    switch (level) {
      case LOG_ERROR -> LOG.error(message, throwable);
      case LOG_WARNING -> LOG.warn(message, throwable);
      case LOG_INFO -> LOG.info(message, throwable);
      default -> LOG.debug(message, throwable);
    }
  }
}
